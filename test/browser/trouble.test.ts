import { eventually } from '../helpers/eventually';
import { ARABIC, ENGLISH, TYPED } from './support/forms';
import { contactSite } from './support/fixture';
import { failureOf, fillIn, focused, submit, textOf } from './support/visit';

const { api, open } = contactSite();
const proofs = () => api().posts.map(({ values }) => values['altcha']);

test('what is wrong is listed with the focus there, each item leading to its field', async () => {
  const { page, offences, leave } = await open(ENGLISH.page);
  await page.fill('[name=name]', 'Jane');
  await page.fill('[name=email]', 'nobody');
  await submit(page);
  expect(await focused(page)).toBe('problems');
  expect(await page.locator('#problems li').allTextContents()).toEqual([
    'Email – Please enter an address such as name@example.com.',
    'Message – Please fill in this field.',
    'What is it about? – Please choose one.',
    'I have read the privacy notice – Please tick this box to go on.',
  ]);
  expect(await page.getAttribute('[name=message]', 'aria-invalid')).toBe('true');
  expect(await page.getAttribute('[name=name]', 'aria-invalid')).toBeNull();
  expect(await textOf(page, '#error-message')).toBe('Please fill in this field.');
  await page.click('#problems a >> nth=1');
  expect(await focused(page)).toBe('field-message');
  expect(api().posts).toEqual([]);
  expect(await offences()).toEqual([]);
  await leave();
});

test('what is pasted along with an address, and nobody sees, is taken out', async () => {
  const { page, leave } = await open(ENGLISH.page);
  await fillIn(page, ENGLISH);
  for (const pasted of [
    '\u202ajane@exam\u00adple.com\u202c\u200b',
    'ｊａｎｅ＠example.com\u00a0',
  ]) {
    api().answers.push({ status: 503 });
    await page.fill('[name=email]', pasted);
    await submit(page);
    await failureOf(page);
  }
  expect(api().posts.map(({ values }) => values['email'])).toEqual([
    TYPED.en['email'],
    TYPED.en['email'],
  ]);
  expect(await page.inputValue('[name=email]')).toBe(TYPED.en['email']);
  await leave();
});

test('what the API refuses stands beside its field, as it comes, until it is tried again', async () => {
  const { page, leave } = await open(ARABIC.page);
  const reason = 'يجب أن يكون عنوانًا واحدًا.';
  api().answers.push({ status: 400, body: { errors: [{ field: 'email', reason }] } });
  await fillIn(page, ARABIC);
  await submit(page);
  await page.waitForSelector('#problems:not([hidden])');
  expect(await textOf(page, '#error-email')).toBe(reason);
  expect(await textOf(page, '#problems li')).toBe(`البريد الإلكتروني – ${reason}`);
  expect(await page.inputValue('[name=message]')).toBe(TYPED.ar['message']);
  await submit(page);
  await page.waitForSelector('#sent:not([hidden])');
  expect(await textOf(page, '#error-email')).toBe('');
  await leave();
});

test('offline it keeps the text and says so, says when the connection is back, and then sends', async () => {
  const { page, leave } = await open(ENGLISH.page);
  await fillIn(page, ENGLISH);
  await page.context().setOffline(true);
  await submit(page);
  expect(await failureOf(page)).toMatch(/^You are offline\. What you wrote stays/);
  expect(await page.inputValue('[name=message]')).toBe(TYPED.en['message']);
  await page.context().setOffline(false);
  await page.waitForSelector('#failure:has-text("connected again and can send")');
  await submit(page);
  await page.waitForSelector('#sent:not([hidden])');
  await leave();
});

test('a limit says when to try again, and the same text then goes with the same proof', async () => {
  const { page, leave } = await open(ENGLISH.page);
  api().answers.push({ status: 429, headers: { 'retry-after': '600' } });
  await fillIn(page, ENGLISH);
  await submit(page);
  expect(await failureOf(page)).toMatch(/send it again after \d+:\d\d\s[AP]M\.$/);
  await submit(page);
  await page.waitForSelector('#sent:not([hidden])');
  expect(proofs()).toHaveLength(2);
  expect(new Set(proofs()).size).toBe(1);
  await leave();
});

test('a text that was changed after a fault goes with another proof', async () => {
  const { page, leave } = await open(ENGLISH.page);
  api().answers.push({ status: 503 });
  await fillIn(page, ENGLISH);
  await submit(page);
  expect(await failureOf(page)).toMatch(/went wrong on our side/);
  await page.fill('[name=message]', 'Something else');
  await submit(page);
  await page.waitForSelector('#sent:not([hidden])');
  expect(new Set(proofs()).size).toBe(2);
  await leave();
});

test('control: a page that breaks its rules is noticed', async () => {
  const { page, offences, leave } = await open(ENGLISH.page);
  await page.evaluate(`
    document.body.insertAdjacentHTML('beforeend', '<p style="color: red">x</p>');
    document.cookie = 'planted=1';
    fetch('https://elsewhere.example/').catch(() => undefined);
  `);
  for (const offence of [
    /policy: style-src/,
    /policy: connect-src https:\/\/elsewhere\.example/,
    /cookie planted/,
  ]) {
    const found = eventually(async () => (await offences()).find((one) => offence.test(one)));
    await expect(found).resolves.toMatch(offence);
  }
  await leave();
});
