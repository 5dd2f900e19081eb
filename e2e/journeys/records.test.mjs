// Keeping records by hand: a pair added counts, a mistake is mended, nothing typed is lost.
import assert from 'node:assert/strict';
import { assertAccessible, assertFits, openPage, signIn } from '../lib/browser.mjs';
import { journeys } from '../lib/journey.mjs';
import { DAY } from '../lib/pages.mjs';

const ALL = '/organisation/records';
/** Pupils of the ages of the plan who are mentees by order. */
const MENTEES = `/monitoring/cov.mentees_10_19?as_of=${DAY}`;

const counted = async (page) => Number(await page.locator('[data-count]').getAttribute('data-count'));
const send = (page) => Promise.all([page.waitForLoadState('load'), page.click('form.form button[type=submit]')]);

/** Types the beginning of a name and takes the hint, as a person does. */
async function choose(page, field, name) {
  const hint = await page.locator(`datalist option[value*="${name}"]`).first().getAttribute('value');
  await page.fill(`#f-${field}`, hint);
}

async function addPerson(page, family, born = '2010-05-04') {
  await page.goto(`${ALL}/person/add`);
  await page.fill('#f-family_name', family);
  await page.fill('#f-given_name', 'Вера');
  await page.fill('#f-born_on', born);
  await send(page);
  await page.waitForURL(/done=added/);
  return decodeURIComponent(new URL(page.url()).pathname.split('/').pop());
}

journeys((journey) => {
  journey('a pair added by hand from the card makes the number of mentees grow by one and stands in its list', { role: 'curator' }, async (page) => {
    await page.goto(MENTEES);
    const before = await counted(page);
    const code = await addPerson(page, 'Новосельцева');
    await page.goto(`${ALL}/enrolment/add?person=${encodeURIComponent(code)}`);
    await page.fill('#f-class_name', '8Б');
    await page.fill('#f-valid_from', '2023-09-01');
    await send(page);
    await page.waitForURL(/done=added/);

    await page.goto(`/people/${encodeURIComponent(code)}?as_of=${DAY}`);
    await page.locator('#add ~ .actions a', { hasText: 'Пара: наставляемый' }).click();
    await page.waitForURL(/mentorship\/add/);
    assert.match(await page.inputValue('#f-mentee'), /Новосельцева Вера, 8Б · /);
    // Who is a pupil of an upper class can be a mentor.
    await choose(page, 'mentor', ', 10');
    await page.selectOption('#f-form', 'pupil_pupil');
    const order = await page.locator('#f-act option', { hasText: 'групп обучающихся' }).last().getAttribute('value');
    await page.selectOption('#f-act', order);
    await page.fill('#f-act_item', '99');
    await page.fill('#f-starts_on', '2023-10-02');
    await send(page);
    await page.waitForURL(/\/people\/.*done=added/);
    assert.ok(await page.locator('.alert-good').isVisible());

    await page.goto(MENTEES);
    assert.equal(await counted(page), before + 1);
    const line = page.locator('tbody tr', { hasText: 'Новосельцева' });
    assert.equal(await line.count(), 1);
    // From the number to the record in one step.
    await line.locator('td a').click();
    await page.waitForURL(/records\/person\/record/);
    assert.equal(await page.inputValue('#f-family_name'), 'Новосельцева');
  });

  journey('a mistake in a form is shown at its field and nothing typed is lost', { role: 'curator' }, async (page) => {
    await page.goto(`${ALL}/training/add`);
    await page.fill('#f-person', 'Никого Такого');
    await page.fill('#f-title', 'Наставник в школе');
    await page.fill('#f-valid_from', '2023-09-10');
    await page.fill('#f-valid_to', '2023-09-01');
    await send(page);
    assert.equal(await page.inputValue('#f-person'), 'Никого Такого');
    assert.equal(await page.inputValue('#f-title'), 'Наставник в школе');
    assert.equal(await page.inputValue('#f-valid_to'), '2023-09-01');
    assert.equal(await page.getAttribute('#f-person', 'aria-invalid'), 'true');
    await page.click('.alert-bad a[href="#f-person"]');
    assert.ok(page.url().endsWith('#f-person'));
    await assertAccessible(page);
    page.complaints.length = 0; // The answer 422 of a form is told by the browser as an error.
  });

  journey('without scripts a record is found, changed, and its history puts the old version back', { role: 'curator', scripts: false }, async (page) => {
    const code = await addPerson(page, 'Безскриптова');
    await page.goto(`${ALL}/person`);
    await page.fill('#search', 'Bezskriptova');
    await page.click('form[role=search] button[type=submit]');
    await page.waitForURL(/search=/);
    await page.locator('#rows tbody th a').first().click();
    await page.waitForURL(/record/);
    await page.fill('#f-given_name', 'Варвара');
    await send(page);
    await page.waitForURL(/done=saved/);
    await page.goto(`${ALL}/person/record/${encodeURIComponent(code)}/history`);
    assert.equal(await page.locator('main section').count(), 2);
    await page.locator('main section').last().locator('button').click();
    await page.waitForURL(/done=restored/);
    assert.equal(await page.inputValue('#f-given_name'), 'Вера');
  });

  journey('of two people who change one record neither loses anything', { role: 'curator' }, async (page, program) => {
    const code = await addPerson(page, 'Двоякова');
    const address = `${ALL}/person/record/${encodeURIComponent(code)}`;
    await page.goto(address);
    const other = await openPage(page.context().browser(), program.address);
    await signIn(other, program.users.head);
    await other.goto(address);
    await other.fill('#f-given_name', 'Варвара');
    await send(other);
    await other.waitForURL(/done=saved/);
    await other.context().close();
    await page.fill('#f-given_name', 'Вероника');
    await send(page);
    await page.waitForSelector('input[name="pick.given_name"]');
    await assertAccessible(page);
    await page.check('input[name="pick.given_name"][value=mine]');
    await page.click('main form button[type=submit]');
    await page.waitForURL(/done=saved/);
    assert.equal(await page.inputValue('#f-given_name'), 'Вероника');
    page.complaints.length = 0; // The answer 409.
  });

  journey('a record deleted by mistake comes back with one button', { role: 'curator' }, async (page) => {
    await addPerson(page, 'Ошибкина');
    await page.locator('.page-head a[href$="/delete"]').click();
    await page.waitForURL(/delete/);
    await page.fill('#reason', 'внесена дважды');
    await send(page);
    await page.waitForURL(/done=deleted/);
    await page.click('form.alert button');
    await page.waitForURL(/done=restored/);
    assert.equal(await page.inputValue('#f-family_name'), 'Ошибкина');
  });

  journey('somebody is excluded from the base with the keyboard alone', { role: 'curator' }, async (page) => {
    await page.goto(`${ALL}/base_entry?on=${DAY}`);
    await page.locator('#rows tbody th a').first().focus();
    await page.keyboard.press('Enter');
    await page.waitForURL(/record/);
    await page.locator('.page-head a[href$="/end"]').focus();
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/end$/);
    await page.locator('#f-grounds').focus();
    await page.keyboard.type('переезд');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.waitForURL(/done=ended/);
    assert.equal(await page.inputValue('#f-excluded_on'), DAY);
  });

  journey('a curator enters a special category and sees no list of them', { role: 'curator' }, async (page) => {
    await page.goto(`${ALL}/category`);
    assert.equal(await page.locator('tbody tr').count(), 0);
    await page.locator('main a[href$="/category/add"]').first().click();
    await page.waitForURL(/add/);
    await page.locator('#f-person').fill(await page.locator('datalist option').first().getAttribute('value'));
    await page.selectOption('#f-kind', 'gifted');
    await page.fill('#f-detail', 'реестр примеров');
    await page.fill('#f-valid_from', '2023-09-15');
    await send(page);
    await page.waitForURL(/\/category\?done=added/);
    assert.equal(await page.locator('tbody tr').count(), 0);
  });

  for (const [language, width, scheme] of [['ru', 1280, 'light'], ['en', 360, 'dark']]) {
    for (const path of ['', '/person', '/mentorship?sort=-starts_on', '/person/add', '/mentorship/add', '/act/add', '/category', '/person/deleted']) {
      journey(`records${path}: ${language}, ${width} px, ${scheme}`, { role: 'curator', language, width, scheme }, async (page) => {
        await page.goto(`${ALL}${path}`);
        await assertFits(page);
        await assertAccessible(page);
      });
    }
    for (const step of ['', '/end', '/delete', '/history']) {
      journey(`a record${step}: ${language}, ${width} px, ${scheme}`, { role: 'curator', language, width, scheme }, async (page) => {
        await page.goto(`${ALL}/base_entry?on=${DAY}`);
        const record = await page.locator('#rows tbody th a').first().getAttribute('href');
        await page.goto(`${record}${step}`);
        await assertFits(page);
        await assertAccessible(page);
      });
    }
  }
});
