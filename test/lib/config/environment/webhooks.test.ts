import { onlyProblemOf, parsedDev, problemsOf, withDev } from '../../../helpers/sample';

const webhook = { name: 'crm', form: 'contact', content: true };

test('there are none unless asked for', () => {
  expect(parsedDev({}).webhooks).toEqual([]);
});

test('are signed unless they are a chat', () => {
  expect(parsedDev({ webhooks: [webhook] }).webhooks).toEqual([{ ...webhook, format: 'standard' }]);
  expect(parsedDev({ webhooks: [{ ...webhook, format: 'slack' }] }).webhooks[0]?.format).toBe(
    'slack',
  );
});

test.each([
  [{ ...webhook, name: 'CRM' }, '.name', 'short name'],
  [{ ...webhook, name: 'a'.repeat(21) }, '.name', 'short name'],
  [{ ...webhook, form: 'contcat' }, '.form', 'did you mean "contact"?'],
  [{ ...webhook, form: 'other' }, '.form', 'name one of them'],
  [{ ...webhook, format: 'slak' }, '.format', 'slack'],
  [{ name: 'crm', form: 'contact' }, '.content', ''],
  [{ ...webhook, url: 'https://hooks.test' }, '', 'url'],
])('refuses %j', (given, at, fix) => {
  const problem = onlyProblemOf(withDev({ webhooks: [given] }));
  expect(problem.path).toContain(`environments[0].webhooks[0]${at}`);
  expect(`${problem.path} ${problem.fix}`).toContain(fix);
});

test('name a form that there is, and the message names all of them', () => {
  const forms = ['contact', 'sales'].map((name) => ({ name, recipients: ['a@example.com'] }));
  const raw = withDev({ webhooks: [{ ...webhook, form: 'other' }] }) as object;
  expect(
    onlyProblemOf({ ...raw, contact: { sender: 'owner@example.com', forms } }).expected,
  ).toContain('"contact", "sales"');
});

test('each has a name of its own, and there are ten at most', () => {
  expect(onlyProblemOf(withDev({ webhooks: [webhook, webhook] }))).toMatchObject({
    path: 'environments[0].webhooks[1].name',
    fix: 'give each webhook another name',
  });
  const many = Array.from({ length: 11 }, (_, index) => ({ ...webhook, name: `crm-${index}` }));
  expect(problemsOf(withDev({ webhooks: many.slice(1) }))).toEqual([]);
  expect(onlyProblemOf(withDev({ webhooks: many })).path).toBe('environments[0].webhooks');
});
