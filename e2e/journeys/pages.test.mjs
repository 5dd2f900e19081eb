// Every page: accessible, quiet, as wide as the window, in both languages and colours.
import assert from 'node:assert/strict';
import { assertAccessible, assertFits } from '../lib/browser.mjs';
import { journeys } from '../lib/journey.mjs';
import { PAGES, visit } from '../lib/pages.mjs';

/** Each language, width and colour twice; all eight combinations are for eyes (`npm run shots`). */
const VARIANTS = [
  { language: 'ru', width: 1280, scheme: 'light' },
  { language: 'en', width: 360, scheme: 'dark' },
];

journeys((journey) => {
  for (const item of PAGES) {
    for (const variant of VARIANTS) {
      const { language, width, scheme } = variant;
      journey(`${item.name}: ${language}, ${width} px, ${scheme}`, { role: 'curator', ...variant }, async (page) => {
        await visit(page, item);
        assert.equal(await page.locator('h1').count(), 1, 'one heading of the first level');
        assert.ok((await page.title()).length > 0);
        await assertFits(page);
        await assertAccessible(page);
      });
    }
    journey(`${item.name}: without scripts`, { role: 'curator', scripts: false }, async (page) => {
      await visit(page, item);
      assert.ok(await page.locator('main h1').isVisible());
    });
  }
});
