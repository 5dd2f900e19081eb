// Pages of the program: what is opened to be looked at in every language, width and colour.
//
// Not here: what is done on them (journeys). The one decision to know: pages behind a record are
// found by following the first link of their list, so no identifier is written down.

/** The day of the figures the project started from. */
export const DAY = '2023-10-13';

/** Name of the picture, address, and for pages behind a list the link to follow. */
export const PAGES = [
  { name: 'today', path: `/?as_of=${DAY}` },
  { name: 'roadmap', path: `/roadmap?as_of=${DAY}` },
  { name: 'timeline', path: `/roadmap?as_of=${DAY}`, follow: 'main nav.tabs a:not([aria-current])' },
  { name: 'activity', path: `/roadmap?as_of=${DAY}`, follow: 'main tbody a[href^="/roadmap/"]' },
  { name: 'people', path: `/people?as_of=${DAY}` },
  { name: 'person', path: `/people?as_of=${DAY}&tab=mentors`, follow: 'main tbody a[href^="/people/"]' },
  { name: 'consents', path: `/consents?as_of=${DAY}` },
  { name: 'consents-class', path: `/consents?as_of=${DAY}`, follow: 'main tbody th a' },
  { name: 'consent', path: `/consents/class/1%D0%90?as_of=${DAY}`, follow: 'main tbody a.badge' },
  { name: 'consents-codes', path: '/consents/codes' },
  { name: 'monitoring', path: `/monitoring?as_of=${DAY}` },
  { name: 'indicator', path: `/monitoring?as_of=${DAY}`, follow: '#i3 .cell-value a' },
  { name: 'checks', path: `/monitoring/checks?as_of=${DAY}` },
  { name: 'reports', path: '/reports' },
  { name: 'organisation', path: '/organisation' },
  { name: 'records', path: '/organisation/records' },
  { name: 'records-list', path: `/organisation/records/mentorship?on=${DAY}` },
  { name: 'record', path: `/organisation/records/mentorship?on=${DAY}`, follow: '#rows tbody th a' },
  { name: 'record-add', path: '/organisation/records/mentorship/add' },
  { name: 'members', path: '/organisation/members', role: 'head' },
  { name: 'exchange', path: '/organisation/exchange' },
  { name: 'audit', path: '/organisation/audit' },
  { name: 'account', path: '/account' },
  { name: 'design', path: '/design' },
];

/** Pages for nobody. */
export const OPEN_PAGES = [{ name: 'sign-in', path: '/sign-in' }];

/** Opens one of the pages. */
export async function visit(page, { path, follow }) {
  const answer = await page.goto(path, { waitUntil: 'load' });
  if (!answer.ok()) throw new Error(`${path}: ${answer.status()}`);
  if (follow) {
    const address = await page.locator(follow).first().getAttribute('href');
    const next = await page.goto(address, { waitUntil: 'load' });
    if (!next.ok()) throw new Error(`${path} -> ${address}: ${next.status()}`);
  }
}
