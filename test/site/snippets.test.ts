import {
  EMAIL_MAX,
  HONEYPOT_FIELD,
  ROUTES,
  STANDARD_FIELDS,
} from '../../lambdas/contact-form/contract';
import { controls, tags } from './html';
import { API, snippet } from './snippets';

const [SUBMIT_METHOD = '', SUBMIT_PATH = ''] = ROUTES.submit
  .replace('{form}', 'contact')
  .split(' ');
const [, CHALLENGE_PATH = ''] = ROUTES.challenge.replace('{form}', 'contact').split(' ');
const LENGTHS: Readonly<Record<string, number>> = { name: 100, email: EMAIL_MAX, message: 10_000 };

/** Of 1Password, Bitwarden, LastPass, Dashlane and Proton Pass: they fill no field that has theirs. */
const UNTOUCHED = [
  'data-1p-ignore',
  'data-bwignore',
  'data-lpignore',
  'data-form-type',
  'data-protonpass-ignore',
];

/** What is wrong with the form of a snippet. */
function faultsOf(html: string): string[] {
  const [form] = tags(html, 'form');
  const found = controls(html);
  const named = (name: string) => found.find((control) => control['name'] === name);
  const trap = named(HONEYPOT_FIELD);
  return [
    form?.['action'] === API + SUBMIT_PATH ? [] : 'action',
    form?.['method'] === SUBMIT_METHOD.toLowerCase() ? [] : 'method',
    form?.['accept-charset'] === 'utf-8' ? [] : 'charset',
    ...STANDARD_FIELDS.map(({ name }) => {
      const control = named(name);
      const right = control?.['required'] === '' && control['maxlength'] === String(LENGTHS[name]);
      return right ? [] : name;
    }),
    trap?.['tabindex'] === '-1' && trap['autocomplete'] === 'off' ? [] : 'trap',
    ...UNTOUCHED.map((name) => (trap && name in trap ? [] : name)),
    found.length === STANDARD_FIELDS.length + 1 ? [] : 'other fields',
    ...found.map(({ id }) =>
      tags(html, 'label').some((label) => label['for'] === id) ? [] : `label of ${id ?? ''}`,
    ),
  ].flat();
}

test.each(['plain', 'widget'])('snippet %s posts the fields of a form to its route', (name) => {
  expect(faultsOf(snippet(name))).toEqual([]);
});

test('snippet widget asks the form’s own route for challenges', () => {
  expect(snippet('widget')).toContain(`challenge="${API}${CHALLENGE_PATH}"`);
});

test('snippet client fills in the fields that every form has', () => {
  const values = /values: \{([^}]*)\}/.exec(snippet('client'))?.[1] ?? '';
  const names = [...values.matchAll(/^\s*(\w+):/gm)].map(([, name]) => name);
  expect(names).toEqual(STANDARD_FIELDS.map(({ name }) => name));
});

test('control: a snippet that strays from the form is noticed', () => {
  const strayed = snippet('plain')
    .replace('/forms/contact', '/contact')
    .replace(' accept-charset="utf-8"', '')
    .replace('name="message"', 'name="text"')
    .replace('maxlength="100"', 'maxlength="1000"')
    .replace('tabindex="-1"', '')
    .replace('for="email"', 'for="mail"');
  expect(faultsOf(strayed)).toEqual([
    'action',
    'charset',
    'name',
    'message',
    'trap',
    'label of email',
  ]);
});
