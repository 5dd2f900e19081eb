// The workbook: out, and in again without a change.
import assert from 'node:assert/strict';
import { journeys } from '../lib/journey.mjs';

journeys((journey) => {
  journey('what was exported imports without changing anything', { role: 'curator' }, async (page) => {
    await page.goto('/organisation');
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.click('a[href*="/export"]'),
    ]);
    assert.match(download.suggestedFilename(), /\.xlsx$/);
    const file = await download.path();
    await page.setInputFiles('input[type=file]', { name: 'book.xlsx', mimeType: 'application/octet-stream', buffer: (await import('node:fs')).readFileSync(file) });
    await Promise.all([page.waitForLoadState('load'), page.click('form[enctype="multipart/form-data"] button[type=submit]')]);
    assert.ok(await page.locator('main').isVisible());
  });
});
