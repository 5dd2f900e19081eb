// Pages of the program: what is opened to be looked at in every language, width and colour.
//
// Not here: what is done on them (journeys). The one decision to know: pages behind a record are
// found by following the first link of their list, so no identifier is written down.

/** Name of the picture, address, and for pages behind a list the link to follow. */
export const PAGES = [
  { name: 'today', path: '/' },
  { name: 'roadmap', path: '/roadmap' },
  { name: 'people', path: '/people' },
  { name: 'person', path: '/people', follow: 'main tbody a' },
  { name: 'monitoring', path: '/monitoring?as_of=2023-10-13' },
  { name: 'indicator', path: '/monitoring?as_of=2023-10-13', follow: 'main tbody a' },
  { name: 'reports', path: '/reports' },
  { name: 'report', path: '/reports', follow: 'main tbody a' },
  { name: 'organisation', path: '/organisation' },
  { name: 'design', path: '/design' },
];

/** Pages for nobody. */
export const OPEN_PAGES = [{ name: 'sign-in', path: '/sign-in' }];

/** Opens one of the pages. */
export async function visit(page, { path, follow }) {
  const answer = await page.goto(path, { waitUntil: 'load' });
  if (!answer.ok()) throw new Error(`${path}: ${answer.status()}`);
  if (follow) {
    const link = page.locator(follow).first();
    const next = await page.goto(await link.getAttribute('href'), { waitUntil: 'load' });
    if (!next.ok()) throw new Error(`${path} -> ${page.url()}: ${next.status()}`);
  }
}
