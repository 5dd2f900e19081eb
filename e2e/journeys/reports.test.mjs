// A справка from a date to signed files.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { assertAccessible, assertFits } from '../lib/browser.mjs';
import { journeys } from '../lib/journey.mjs';
import { draft } from '../lib/reports.mjs';

const STARTS = { docx: 'PK', xlsx: 'PK', pdf: '%PDF', html: '<!' };

/** Gives a reason for every finding that still asks for one. */
async function acceptFindings(page) {
  for (;;) {
    const empty = page.locator('form[action$="/waive"]').filter({ has: page.locator('input[name=reason][value=""]') });
    if (await empty.count() === 0) return;
    await empty.first().locator('input[name=reason]').fill('Проверено по документам школы.');
    await Promise.all([
      page.waitForEvent('load'),
      empty.first().locator('button[type=submit]').click(),
    ]);
  }
}

journeys((journey) => {
  journey('the head makes, checks, signs and downloads it in four formats', { role: 'head' }, async (page) => {
    await draft(page);
    await assertAccessible(page);
    await assertFits(page);
    await Promise.all([page.waitForEvent('load'), page.click('form[action$="/check"] button')]);
    await acceptFindings(page);
    await Promise.all([page.waitForURL(/\/sign$/), page.click('a[href$="/sign"]')]);
    await assertAccessible(page);
    await Promise.all([page.waitForURL(/\/reports\/[\d-]+\/\d+$/), page.click('form[action$="/sign"] button')]);
    assert.equal(await page.locator('a[href$="/sign"]').count(), 0, 'a signed edition is not signed again');
    await assertAccessible(page);
    for (const [format, start] of Object.entries(STARTS)) {
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        page.click(`a[href$="/official/${format}"]`),
      ]);
      const bytes = readFileSync(await download.path());
      assert.equal(bytes.subarray(0, start.length).toString(), start, format);
      assert.ok(bytes.length > 2_000, format);
    }
  });

  journey('a curator prepares it and cannot sign', { role: 'curator', width: 360, scheme: 'dark' }, async (page) => {
    await draft(page);
    assert.equal(await page.locator('a[href$="/sign"]').count(), 0);
    await assertFits(page);
    await assertAccessible(page);
  });
});
