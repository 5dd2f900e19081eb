// Signing in and out, and choosing language and colours.
import assert from 'node:assert/strict';
import { assertAccessible, assertFits, signIn } from '../lib/browser.mjs';
import { journeys } from '../lib/journey.mjs';

journeys((journey) => {
  journey('a stranger is asked to sign in and then finds the page they wanted', {}, async (page, { users }) => {
    await page.goto('/people');
    assert.match(page.url(), /\/sign-in/);
    await assertAccessible(page);
    await page.fill('input[name=login]', users.curator.login);
    await page.fill('input[name=password]', users.curator.password);
    await page.click('main button[type=submit]');
    await page.waitForURL('**/people');
  });

  journey('a wrong password says so and keeps the name', {}, async (page, { users }) => {
    await page.goto('/sign-in');
    await page.fill('input[name=login]', users.curator.login);
    await page.fill('input[name=password]', 'not the password');
    await page.click('main button[type=submit]');
    await page.waitForSelector('[role=alert]');
    assert.equal(await page.inputValue('input[name=login]'), users.curator.login);
    await assertAccessible(page);
    // The browser notes the refused status in its console; that is no fault of the page.
    page.complaints.length = 0;
  });

  journey('signing out ends the session, also for the button "back"', {}, async (page, { users }) => {
    await signIn(page, users.auditor);
    await page.click('form[action="/sign-out"] button');
    await page.waitForURL('**/sign-in**');
    await page.goBack();
    await page.reload();
    assert.match(page.url(), /\/sign-in/);
  });

  journey('the language and the colours stay as chosen', { role: 'curator', width: 360 }, async (page) => {
    await page.goto('/');
    await page.selectOption('#look-lang', 'en');
    await page.selectOption('#look-theme', 'dark');
    await Promise.all([page.waitForLoadState('load'), page.click('form[action="/look"] button')]);
    await page.goto('/people');
    assert.equal(await page.getAttribute('html', 'lang'), 'en');
    assert.equal(await page.getAttribute('html', 'data-theme'), 'dark');
    await assertFits(page);
    await assertAccessible(page);
  });

  journey('everything up to the first page works without scripts', { scripts: false }, async (page, { users }) => {
    await signIn(page, users.curator);
    assert.equal(new URL(page.url()).pathname, '/');
    assert.ok(await page.locator('main h1').isVisible());
  });
});
