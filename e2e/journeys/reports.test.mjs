// A справка from a date to four signed files.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { journeys } from '../lib/journey.mjs';

journeys((journey) => {
  journey('a draft is made, checked, signed by the head and downloaded in four formats', { role: 'head' }, async (page) => {
    await page.goto('/reports');
    await page.fill('input[name=as_of]', '2023-10-13');
    await Promise.all([page.waitForURL(/\/reports\/.+/), page.click('form[action="/reports"] button[type=submit]')]);
    for (const reason of await page.locator('textarea[name=reason]').all()) await reason.fill('Проверено по документам.');
    await Promise.all([page.waitForLoadState('load'), page.click('form[action$="/sign"] button[type=submit]')]);
    for (const [format, start] of [['docx', 'PK'], ['xlsx', 'PK'], ['pdf', '%PDF'], ['html', '<!']]) {
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        page.click(`a[href$=".${format}"]`),
      ]);
      const bytes = readFileSync(await download.path());
      assert.equal(bytes.subarray(0, start.length).toString(), start, format);
      assert.ok(bytes.length > 2_000, format);
    }
  });
});
