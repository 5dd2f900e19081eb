// Screenshots of every page: both languages, two widths, light and dark, into a folder.
//
// Not here: comparing pictures (a person looks at them). The one decision to know: without an
// argument only the few pictures of the README are taken, at one size, so that the repository stays
// small. Usage: npm run shots -- FOLDER [--all]
import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { launch, openPage, signIn } from './lib/browser.mjs';
import { OPEN_PAGES, PAGES, visit } from './lib/pages.mjs';
import { startProgram } from './lib/program.mjs';
import { draft } from './lib/reports.mjs';

const folder = resolve(process.argv[2] ?? 'shots');
const all = process.argv.includes('--all');
const README = ['today', 'roadmap', 'monitoring'];
/** The page with a chart and the beginning of the table of indicators. */
const PAPER_PAGE = 6;

const variants = [];
for (const language of ['ru', 'en']) {
  for (const width of [1280, 360]) {
    for (const scheme of ['light', 'dark']) variants.push({ language, width, scheme });
  }
}

mkdirSync(folder, { recursive: true });
const program = await startProgram();
const browser = await launch();
let taken = 0;
try {
  await prepare();
  for (const variant of all ? variants : variants.slice(0, 1)) {
    taken += await shoot(variant);
  }
} finally {
  await browser.close();
  await program.stop();
}
console.log(`${taken} pictures in ${folder}`);

/** A draft, so that the pages of справки are not empty; a page of it as paper for the README. */
async function prepare() {
  const page = await openPage(browser, program.address);
  await signIn(page, program.users.head);
  await draft(page);
  if (!all) {
    const [download] = await Promise.all([
      page.waitForEvent('download', { timeout: 120_000 }),
      page.click('a[href$="/official/pdf"]'),
    ]);
    const paper = ['-png', '-r', '60', '-f', String(PAPER_PAGE), '-l', String(PAPER_PAGE), '-singlefile'];
    execFileSync('pdftoppm', [...paper, await download.path(), join(folder, 'report')]);
  }
  await page.context().close();
}

async function shoot(variant) {
  const page = await openPage(browser, program.address, variant);
  const suffix = all ? `-${variant.language}-${variant.width}-${variant.scheme}` : '';
  let count = 0;
  const take = async (item) => {
    await visit(page, item);
    await page.screenshot({ path: join(folder, `${item.name}${suffix}.png`), fullPage: all });
    count += 1;
  };
  if (all) for (const item of OPEN_PAGES) await take(item);
  await signIn(page, program.users.head);
  for (const item of PAGES) if (all || README.includes(item.name)) await take(item);
  if (all) await take({ name: 'edition', path: '/reports', follow: 'main tbody a' });
  await page.context().close();
  return count;
}
