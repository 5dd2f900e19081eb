// A test file's server and browser: started before the first test, stopped after the last.
//
// Not here: pages. The one decision to know: each test opens its own page with its own cookies and
// is checked for silence (console, strangers, server errors) when it ends, whatever it forgot.
import { after, before, test } from 'node:test';
import { assertQuiet, launch, openPage, signIn } from './browser.mjs';
import { startProgram } from './program.mjs';

/** Declares the tests of one file: `journey(({ as }) => { … })`. */
export function journeys(declare) {
  const running = { sessions: {} };
  before(async () => {
    running.program = await startProgram();
    running.browser = await launch();
  });
  after(async () => {
    await running.browser?.close();
    await running.program?.stop();
  });

  /** Cookies of a role, signed in once a file: hashing a password takes its time on purpose. */
  const session = async (role) => {
    if (!running.sessions[role]) {
      const { program, browser } = running;
      const page = await openPage(browser, program.address);
      await signIn(page, program.users[role]);
      running.sessions[role] = await page.context().storageState();
      await page.context().close();
    }
    return running.sessions[role];
  };

  /** A test on a page of its own; `role` is whose session it has, nobody's when empty. */
  const journey = (rule, { role, ...options }, body) => test(rule, async () => {
    const { program, browser } = running;
    const storageState = role && await session(role);
    const page = await openPage(browser, program.address, { storageState, ...options });
    try {
      await body(page, program);
      assertQuiet(page);
    } finally {
      await page.context().close();
    }
  });
  declare(journey);
}
