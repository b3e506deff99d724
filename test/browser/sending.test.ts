import { ARABIC, ENGLISH, TYPED } from './support/forms';
import { contactSite } from './support/fixture';
import { failureOf, fillIn, focused, proven, submit, textOf } from './support/visit';

const { api, open } = contactSite();

describe.each([ENGLISH, ARABIC])('form $name', (form) => {
  test('is sent, and tells the reference with the focus there', async () => {
    const { page, offences, leave } = await open(form.page);
    await fillIn(page, form);
    await submit(page);
    await page.waitForSelector('#sent:not([hidden])');
    expect(await textOf(page, '#reference')).toMatch(/^[0-9a-f-]{36}$/);
    expect(await focused(page)).toBe('sent');
    expect(await page.isVisible('form')).toBe(false);
    expect(api().posts).toMatchObject([
      {
        path: `/forms/${form.name}`,
        type: 'application/json',
        values: { ...TYPED[form.language], privacy: 'yes', more_details: '' },
      },
    ]);
    expect(await offences()).toEqual([]);
    await leave();
  });

  test('works with the keyboard alone', async () => {
    const { page, leave } = await open(form.page);
    const { name = '', email = '', message = '' } = TYPED[form.language];
    for (const typed of [name, email, message, '+49 30 123']) {
      await page.keyboard.press('Tab');
      await page.keyboard.insertText(typed);
    }
    await page.keyboard.press('Tab');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Space');
    await proven(page);
    // Past the box of ALTCHA's widget, which is ticked by now.
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.waitForSelector('#sent:not([hidden])');
    expect(api().posts[0]?.values).toMatchObject({ name, email, phone: '+49 30 123' });
    await leave();
  });

  test('works without JavaScript, and ends on a page of thanks', async () => {
    const { page, offences, leave } = await open(form.page, { javaScriptEnabled: false });
    await fillIn(page, form);
    await submit(page);
    await page.waitForURL(api().thankYouUrl);
    expect(api().posts).toMatchObject([
      { path: `/forms/${form.name}`, type: 'application/x-www-form-urlencoded' },
    ]);
    expect(await offences()).toEqual([]);
    await leave();
  });
});

test('is sent once, however often the button is pressed, and says that it is sending', async () => {
  const { page, leave } = await open(ENGLISH.page);
  await fillIn(page, ENGLISH);
  await submit(page);
  // Forced, as the test's browser takes `aria-disabled` for "cannot be pressed".
  await page.click('button[type=submit]', { force: true });
  expect(await textOf(page, 'button')).toBe('Sending …');
  expect(await page.getAttribute('button', 'aria-disabled')).toBe('true');
  expect(await textOf(page, '[role=status]')).toBe('Sending …');
  await page.waitForSelector('#sent:not([hidden])');
  expect(api().posts).toHaveLength(1);
  await leave();
});

test('the widget loads when the form is touched, and not before', async () => {
  const { page, leave } = await open(ENGLISH.page);
  const files = () =>
    page.evaluate<string[]>(`performance.getEntriesByType('resource').map(({ name }) => name)`);
  expect((await files()).filter((name) => name.includes('altcha'))).toEqual([]);
  await page.focus('[name=name]');
  await proven(page);
  expect((await files()).filter((name) => name.includes('altcha.min.js'))).toHaveLength(1);
  expect(api().challenges).toBe(1);
  await leave();
});

test('without the widget it says so, and is sent all the same', async () => {
  const { page, leave } = await open(ENGLISH.page);
  await page.route('**/altcha.*/*', (route) => route.abort());
  await fillIn(page, ENGLISH);
  await page.waitForSelector('#check p');
  expect(await textOf(page, '#check')).toMatch(/did not load\. You can send/);
  await submit(page);
  await page.waitForSelector('#sent:not([hidden])');
  await leave();
});

test('a challenge that does not come is asked for again when the form is sent', async () => {
  api().challenging = false;
  api().answers.push({ status: 503 });
  const { page, leave } = await open(ENGLISH.page);
  await fillIn(page, ENGLISH);
  await submit(page);
  expect(await failureOf(page)).toMatch(/was not sent/);
  api().challenging = true;
  await submit(page);
  await page.waitForSelector('#sent:not([hidden])');
  const proofs = api().posts.map(({ values }) => 'altcha' in values);
  expect(proofs).toEqual([false, true]);
  await leave();
});

test('a proof that is not taken is renewed without a word', async () => {
  const { page, leave } = await open(ENGLISH.page);
  api().answers.push({ status: 400, body: { errors: [{ field: 'altcha', reason: 'is used' }] } });
  await fillIn(page, ENGLISH);
  await submit(page);
  await page.waitForSelector('#sent:not([hidden])');
  const proofs = api().posts.map(({ values }) => values['altcha']);
  expect(new Set(proofs).size).toBe(2);
  expect(await textOf(page, '#failure')).toBe('');
  await leave();
});
