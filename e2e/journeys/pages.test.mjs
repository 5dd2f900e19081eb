// Every page: accessible, quiet, as wide as the window, in both languages and colours.
//
// Not here: what is done on them. The one decision to know: a page is opened in two opposite
// variants; all eight combinations are for eyes (`npm run shots`).
import assert from 'node:assert/strict';
import { assertAccessible, assertFits } from '../lib/browser.mjs';
import { journeys } from '../lib/journey.mjs';
import { PAGES, visit } from '../lib/pages.mjs';

const VARIANTS = [
  { language: 'ru', width: 1280, scheme: 'light' },
  { language: 'en', width: 360, scheme: 'dark' },
];

journeys((journey) => {
  for (const item of PAGES) {
    const role = item.role ?? 'curator';
    for (const variant of VARIANTS) {
      const { language, width, scheme } = variant;
      journey(`${item.name}: ${language}, ${width} px, ${scheme}`, { role, ...variant }, async (page) => {
        await visit(page, item);
        assert.equal(await page.getAttribute('html', 'lang'), language);
        assert.equal(await page.locator('h1').count(), 1, 'one heading of the first level');
        assert.ok((await page.title()).length > 0);
        await assertFits(page);
        await assertAccessible(page);
      });
    }
    journey(`${item.name}: without scripts`, { role, scripts: false }, async (page) => {
      await visit(page, item);
      assert.ok(await page.locator('main h1').isVisible());
    });
  }
});
