import { secretValues } from '../../../../rehearsal/console/saved-run/secret-names';
import { redactInChild } from './redact-in-child';

const MASK = '***';

const TOKEN = ['ghp', 'wWPw5k4aXcaT4fNP0UcnZwJUVFk6LO0pINUx'].join('_');
const KEY = ['wJalrXUtnFEMI/K7MDENG', 'bPxRfiCYzzzzzzzKEY'].join('/');

const SECRETS: readonly (readonly [text: string, secret: string])[] = [
  [`pushing with ${TOKEN} now`, TOKEN],
  [`AWS_SECRET_ACCESS_KEY=${KEY}`, KEY],
  ['export AWS_SESSION_TOKEN="IQoJb3JpZ2luX2VjEJr"', 'IQoJb3JpZ2luX2VjEJr'],
  ['{"SecretAccessKey": "abcdefgh12345678"}', 'abcdefgh12345678'],
  [['key AS', 'IAIOSFODNN7EXAMPLZ'].join(''), 'IOSFODNN7EXAMPLZ'],
  ['Authorization: Bearer abc.def-ghi~jkl', 'abc.def-ghi~jkl'],
  [['https://user', 'hunter2hunter2@example.com/x'].join(':'), 'hunter2hunter2'],
  [['PIP_INDEX_URL=https://', 'hunter2hunter2@example.com/simple'].join(''), 'hunter2hunter2'],
  ['https://b.s3.amazonaws.com/k?X-Amz-Signature=0123456789abcdef', '0123456789abcdef'],
  ['//registry.example/:_authToken=npm_0123456789', 'npm_0123456789'],
  ['//registry.example/:_auth=dXNlcjpwYXNzd29y', 'dXNlcjpwYXNzd29y'],
  ['the password: correct-horse', 'correct-horse'],
];

const HARMLESS = [
  'Synth 56.2 s (npm run check): unit tests 1,200 of 2,859',
  'arn:aws:iam::111111111111:role/waypost-dev-smoke-test',
  'https://d111.cloudfront.net/thank-you.html',
  'no token: it is short',
  // Patterns that look back and forth in it would not come to an end.
  'x'.repeat(1_000_000),
];

const [BEGIN = '', END = ''] = ['BEGIN', 'END'].map((word) => `-----${word} RSA PRIVATE KEY-----`);
const BODY = 'MIIEowIBAAKCAQEA1c7+9z5Pad7OejecsQ0buvsGaMzYlZ'.repeat(3);

describe('what is kept of a run', () => {
  // A process of its own takes seconds to come up: one for all.
  const value = {
    secrets: SECRETS.map(([text]) => text),
    harmless: HARMLESS,
    known: ['x opensesame1 y', { deep: 'opensesame1' }],
    lines: `before\n${BEGIN}\n${BODY}\n${END}\nafter`,
  };
  let kept: typeof value;
  beforeAll(async () => {
    kept = await redactInChild(value, ['opensesame1']);
  });

  test.each(SECRETS.map(([text, secret], index) => [text, secret, index] as const))(
    'has no secret of %j',
    (_, secret, index) => {
      expect(kept.secrets[index]).not.toContain(secret);
      expect(kept.secrets[index]).toContain(MASK);
    },
  );

  test('has no known secret, wherever it stands', () => {
    expect(kept.known).toEqual([`x ${MASK} y`, { deep: MASK }]);
  });

  test('has no private key of several lines', () => {
    expect(kept.lines).not.toContain(BODY.slice(0, 40));
    expect(kept.lines).toMatch(/^before\n[^]*\nafter$/);
  });

  test('control: is what it was where there is no secret', () => {
    expect(kept.harmless).toEqual(HARMLESS);
  });

  test('is without the values of the variables that are secrets by name', () => {
    const environment = { NPM_TOKEN: 'abcdefgh', PATH: '/usr/bin:/bin', CI_TOKEN: 'short' };
    expect(secretValues(environment)).toEqual(['abcdefgh']);
  });
});
