// From a number to the records it counted, in two clicks at most.
import assert from 'node:assert/strict';
import { journeys } from '../lib/journey.mjs';

const DAY = '2023-10-13';

journeys((journey) => {
  for (const scripts of [true, false]) {
    const how = scripts ? 'with' : 'without';
    journey(`the list behind a number is as long as the number, ${how} scripts`, { role: 'curator', scripts }, async (page) => {
      await page.goto(`/monitoring?as_of=${DAY}`);
      const link = page.locator('main tbody a', { hasText: /^\s*67\s*$/ }).first();
      await link.click();
      await page.waitForURL(/\/monitoring\/.+/);
      const rows = await page.locator('main table tbody tr').count();
      assert.equal(rows, 67);
    });
  }
});
