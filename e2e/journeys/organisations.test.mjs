// The workbook: out, and in again without a change; a file that is none is refused in words.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { assertAccessible } from '../lib/browser.mjs';
import { journeys } from '../lib/journey.mjs';

const PAGE = '/organisation/exchange';

async function upload(page, name, buffer) {
  await page.setInputFiles('#file', { name, mimeType: 'application/octet-stream', buffer });
  await Promise.all([
    page.waitForEvent('load'),
    page.click('form[enctype="multipart/form-data"] button[type=submit]'),
  ]);
}

journeys((journey) => {
  journey('what was exported comes back without a change', { role: 'curator' }, async (page) => {
    await page.goto(PAGE);
    const [download] = await Promise.all([page.waitForEvent('download'), page.click('a[href$="/export.xlsx"]')]);
    assert.match(download.suggestedFilename(), /\.xlsx$/);
    await upload(page, 'school.xlsx', readFileSync(await download.path()));
    assert.notEqual(new URL(page.url()).pathname, PAGE, 'the preview has an address of its own');
    const rows = page.locator('main table tbody tr');
    assert.ok(await rows.count() > 10);
    for (const row of await rows.all()) {
      const [fresh, changed, , refused] = (await row.locator('td').allInnerTexts()).map((text) => text.trim());
      assert.deepEqual([fresh, changed, refused], ['0', '0', '0'], await row.innerText());
    }
    assert.equal(await page.locator(`form[action^="${PAGE}/"]`).count(), 0, 'there is nothing to take in');
    await assertAccessible(page);
  });

  journey('a file that is no workbook is refused with the next step', { role: 'curator' }, async (page) => {
    await page.goto(PAGE);
    await upload(page, 'picture.xlsx', Buffer.from('not a workbook at all'));
    assert.ok((await page.locator('[role=alert]').innerText()).length > 20);
    await assertAccessible(page);
    // The browser notes the refused status in its console; that is no fault of the page.
    page.complaints.length = 0;
  });
});
