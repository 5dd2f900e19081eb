// Making a draft of a справка, as several journeys and pictures need one.
//
// Not here: signing. The one decision to know: through the page, as a person does it.
import { DAY } from './pages.mjs';

/** Makes a draft for the day and stays on its page. */
export async function draft(page) {
  await page.goto('/reports');
  await page.fill('#as_of', DAY);
  await Promise.all([
    page.waitForURL(/\/reports\/[\d-]+\/\d+/),
    page.click('form[action="/reports"] button[type=submit]'),
  ]);
}
