// A browser that notices what a person would not: errors in the console, requests to strangers,
// violations of accessibility rules.
//
// Not here: the program (`program.mjs`) and the pages (`pages.mjs`). The one decision to know: the
// watch runs on every page of every test, so no journey has to remember it.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { chromium } from 'playwright-core';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
/** Level AA of WCAG 2.2 with what it contains. */
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/** Debian's Chromium; nothing is downloaded. */
export function launch() {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--disable-quic',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-dev-shm-usage',
      '--disable-sync',
      '--no-first-run',
    ],
  });
}

/**
 * Opens a page of the program that is watched.
 *
 * `language` is what the browser asks for, `scheme` is light or dark, `width` in CSS pixels,
 * `scripts` switches JavaScript of pages on.
 */
export async function openPage(browser, address, options = {}) {
  const { language = 'ru', scheme = 'light', width = 1280, scripts = true, storageState } = options;
  const context = await browser.newContext({
    baseURL: address,
    locale: language === 'ru' ? 'ru-RU' : 'en-GB',
    colorScheme: scheme,
    viewport: { width, height: width < 600 ? 780 : 900 },
    javaScriptEnabled: scripts,
    reducedMotion: 'reduce',
    storageState,
  });
  // As chosen with the switch at the foot of a page: it goes before what the user has set.
  await context.addCookies([{ name: 'lang', value: language, url: address }]);
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  page.complaints = watch(page, address);
  return page;
}

/** Collects what went wrong on a page from now on. */
function watch(page, address) {
  const complaints = [];
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') {
      complaints.push(`console: ${message.text()}`);
    }
  });
  page.on('pageerror', (error) => complaints.push(`script: ${error.message}`));
  page.on('request', (request) => {
    const url = request.url();
    if (!url.startsWith(address) && !url.startsWith('data:')) complaints.push(`stranger: ${url}`);
  });
  page.on('response', (response) => {
    if (response.status() >= 500) complaints.push(`${response.status()}: ${response.url()}`);
  });
  return complaints;
}

/** Nothing went wrong on this page since it was opened. */
export function assertQuiet(page) {
  assert.deepEqual(page.complaints, []);
}

/** No violation of the rules of accessibility on the page as it is now. */
export async function assertAccessible(page) {
  // Through the protocol, not as a script of the page: the page's policy forbids inline scripts.
  await page.evaluate(AXE);
  const violations = await page.evaluate(async (rules) => {
    const result = await globalThis.axe.run(document, { runOnly: { type: 'tag', values: rules } });
    return result.violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html.slice(0, 160)).join(' | ')}`);
  }, RULES);
  assert.deepEqual(violations, [], `on ${page.url()}`);
}

/** The page does not have to be pushed sideways to be read. */
export async function assertFits(page) {
  const [content, window] = await page.evaluate(() => [
    document.documentElement.scrollWidth,
    document.documentElement.clientWidth,
  ]);
  assert.ok(content <= window, `${page.url()}: ${content} px of content in a window of ${window} px`);
}

/** Fills in the form of the sign-in page. */
export async function signIn(page, { login, password }) {
  await page.goto('/sign-in');
  await page.locator('input[name=login]').fill(login);
  await page.locator('input[name=password]').fill(password);
  await Promise.all([
    page.waitForURL((url) => !url.pathname.startsWith('/sign-in')),
    page.locator('main form button[type=submit]').click(),
  ]);
}
