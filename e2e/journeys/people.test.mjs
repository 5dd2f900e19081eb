// Finding a person and opening the card.
import assert from 'node:assert/strict';
import { journeys } from '../lib/journey.mjs';
import { DAY } from '../lib/pages.mjs';

journeys((journey) => {
  journey('typing narrows the list without loading the page, and the address can be sent on', { role: 'curator' }, async (page) => {
    await page.goto(`/people?tab=all&as_of=${DAY}`);
    const name = (await page.locator('#rows tbody a').first().innerText()).trim();
    await page.evaluate(() => { globalThis.here = true; });
    await page.locator('#search').pressSequentially(name);
    await page.waitForURL(/search=/);
    await page.waitForFunction((text) => [...document.querySelectorAll('#rows tbody a')].every((link) => link.textContent.trim() === text), name);
    assert.ok(await page.evaluate(() => globalThis.here), 'the page was not loaded again');
    await page.reload();
    assert.equal((await page.locator('#rows tbody a').first().innerText()).trim(), name);
  });

  journey('the list can be searched and a card opened without scripts', { role: 'curator', scripts: false }, async (page) => {
    await page.goto(`/people?tab=mentors&as_of=${DAY}`);
    const name = (await page.locator('#rows tbody a').first().innerText()).trim();
    await page.fill('#search', name);
    await page.click('form[role=search] button[type=submit]');
    await page.waitForURL(/search=/);
    await page.locator('#rows tbody a').first().click();
    await page.waitForURL(/\/people\/.+/);
    assert.ok((await page.locator('h1').innerText()).includes(name.split(' ')[0]));
  });
});
