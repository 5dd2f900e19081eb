// From a number to the records it counted.
import assert from 'node:assert/strict';
import { journeys } from '../lib/journey.mjs';
import { DAY } from '../lib/pages.mjs';

/** The number of a row, without its unit. */
async function figure(page, row) {
  return Number.parseInt(await page.locator(`#i${row} .cell-value a`).innerText(), 10);
}

journeys((journey) => {
  for (const scripts of [true, false]) {
    const how = scripts ? 'with' : 'without';
    journey(`one click leads from the table to a list as long as its number, ${how} scripts`, { role: 'curator', scripts }, async (page) => {
      await page.goto(`/monitoring?as_of=${DAY}`);
      const number = page.locator('#i3 .cell-value a');
      assert.equal(await figure(page, 3), 67);
      await Promise.all([page.waitForURL(/\/monitoring\/[a-z]/), number.click()]);
      assert.equal(await page.locator('main table tbody tr').count(), 67);
    });
  }

  journey('the seed table: every number of mentors and mentees of 13 October 2023', { role: 'curator' }, async (page) => {
    await page.goto(`/monitoring?as_of=${DAY}`);
    const expected = { 3: 67, 9: 0, 12: 8, 13: 5, 14: 3, 15: 111, 16: 59, 18: 87, 19: 83, 22: 8, 24: 67, 28: 8, 30: 8 };
    for (const [row, value] of Object.entries(expected)) {
      assert.equal(await figure(page, row), value, `row ${row}`);
    }
  });

  journey('another day gives another table, and the day stays in the address', { role: 'curator' }, async (page) => {
    await page.goto('/monitoring');
    await page.fill('#as_of', DAY);
    await Promise.all([page.waitForURL(`**as_of=${DAY}`), page.click('main form button[type=submit]')]);
    assert.equal(await page.inputValue('#as_of'), DAY);
  });
});
