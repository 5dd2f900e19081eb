// A class of consents: issue, print, type the codes, see the coverage; from the keyboard and without scripts.
import assert from 'node:assert/strict';
import { assertAccessible, assertFits } from '../lib/browser.mjs';
import { journeys } from '../lib/journey.mjs';
import { DAY } from '../lib/pages.mjs';

/** Rows of the class: name and address of the paper of photo and video. */
const IMAGES = 4;

journeys((journey) => {
  journey('a class is issued papers, their codes are typed in a row, and coverage shows it', { role: 'curator', scripts: false }, async (page) => {
    await page.goto(`/consents?as_of=${DAY}`);
    const name = (await page.locator('tbody th a').nth(0).innerText()).trim();
    await page.locator('tbody th a').nth(0).click();
    assert.ok((await page.locator('h1').innerText()).includes(name));
    for (const box of await page.locator('input[name=purpose]').all()) await box.setChecked(false);
    await page.check('input[name=purpose][value=images]');
    await page.click('form.card button[type=submit]');
    const said = await page.locator('main .alert-good').innerText();
    const made = Number(/\d+/.exec(said)?.[0] ?? 0);
    assert.ok(made > 15, said);

    const records = await page.locator(`tbody tr td:nth-child(${IMAGES + 1}) a.badge-info`).evaluateAll((links) => links.map((link) => link.href));
    assert.ok(records.length >= made);
    const codes = [];
    for (const record of records) {
      await page.goto(record);
      codes.push((await page.locator('dd.nowrap').innerText()).trim());
    }
    await page.goto('/consents/codes');
    for (const [index, code] of codes.entries()) {
      await page.fill('#code', code);
      await page.press('#code', 'Enter');
      await page.locator(`input[name=made][value="${index + 1}"]`).waitFor({ state: 'attached' });
    }
    assert.match(await page.locator('main .alert-good').innerText(), /действует/);

    await page.fill('#code', codes[0]);
    await page.press('#code', 'Enter');
    assert.match(await page.locator('#code-error').innerText(), /уже записана/);
    page.complaints.length = 0; // The answer 422 of a form is told by the browser as an error.

    await page.goto(`/consents/class/${encodeURIComponent(name)}?as_of=${DAY}`);
    const numbers = await page.locator('tbody tr').nth(0).locator('td .number').nth(IMAGES - 1).innerText();
    const [have, of] = numbers.split(' из ').map(Number);
    assert.ok(have >= codes.length && have <= of, numbers);
  });

  for (const width of [1280, 360]) {
    journey(`pages of consents are accessible and fit ${width} px`, { role: 'curator', width }, async (page) => {
      await page.goto(`/consents?as_of=${DAY}`);
      await assertAccessible(page);
      await assertFits(page);
      await page.locator('tbody th a').nth(2).click();
      await assertAccessible(page);
      await assertFits(page);
      await page.locator('tbody a.badge').nth(0).click();
      await page.locator('dl.facts').waitFor();
      await assertAccessible(page);
      await assertFits(page);
      await page.goto('/consents/codes');
      await assertAccessible(page);
      await assertFits(page);
    });
  }
});
