import { problemsOf, sample, withDev, withRecords } from '../../helpers/sample';

/** Path -> a configuration with a value there, and a value that is taken. */
const PLACES: readonly (readonly [string, (value: string) => unknown, string])[] = [
  ['domain', (domain) => ({ ...sample, domain }), 'example.com'],
  ['notifications[0]', (address) => ({ ...sample, notifications: [address] }), 'owner@example.com'],
  [
    'source.repository',
    (repository) => ({ ...sample, source: { ...sample.source, repository } }),
    'example/waypost',
  ],
  [
    'contact.allowedOrigins[0]',
    (origin) => ({ ...sample, contact: { ...sample.contact, allowedOrigins: [origin] } }),
    'https://www.example.com',
  ],
  [
    'environments[0].certificateIssuers[0]',
    (authority) => withDev({ certificateIssuers: [authority] }),
    'letsencrypt.org',
  ],
  [
    'environments[0].records[0].name',
    (name) => withRecords({ name, type: 'A', values: ['192.0.2.1'] }),
    '*.shop',
  ],
  [
    'environments[0].records[0].value',
    (value) => withRecords({ name: 'www', type: 'CNAME', value }),
    'www.example.net',
  ],
  [
    'environments[0].records[0].values[0]',
    (text) => withRecords({ name: 'txt', type: 'TXT', values: [text] }),
    'one; two',
  ],
  [
    'environments[0].records[0].values[0].value',
    (value) => withRecords({ name: 'x', type: 'CAA', values: [{ tag: 'issue', value }] }),
    'letsencrypt.org; a=b',
  ],
  [
    'environments[0].records[0].values[0].value',
    (value) => withRecords({ name: 'x', type: 'CAA', values: [{ tag: 'iodef', value }] }),
    'mailto:ca@example.com',
  ],
];

/** What people and programs do to a value on its way. */
const SLIPS: Readonly<Record<string, (value: string) => string>> = {
  'a space before it': (value) => ` ${value}`,
  'a no-break space behind it': (value) => `${value}\u00a0`,
  'a no-break space for a space': (value) => value.replace(' ', '\u00a0'),
  'an invisible mark in it': (value) => `${value.slice(0, 2)}\u200b${value.slice(2)}`,
  'capital letters': (value) => value.toUpperCase(),
  'full-width letters': (value) =>
    value.replace(/[a-z]/, (one) => String.fromCharCode(one.charCodeAt(0) + 0xfee0)),
  'a full-width @': (value) => value.replace('@', '\uff20'),
  'an ideographic full stop': (value) => value.replace('.', '\u3002'),
  'a letter with an accent': (value) => value.replace('e', 'é'),
  'a letter before it that is not in ASCII': (value) => `ß${value}`,
  'a trailing dot': (value) => `${value}.`,
  'a trailing slash': (value) => `${value}/`,
  'a scheme before it': (value) => `https://${value}`,
  'mailto: before it': (value) => `mailto:${value}`,
  'no mailto: before it': (value) => value.replace('mailto:', ''),
  'quotes around it': (value) => `"${value}"`,
  'brackets around it': (value) => `<${value}>`,
  'backslashes of a zone file': (value) => value.replace(';', '\\;'),
  'the address of a clone': (value) => `git@github.com:${value}.git`,
};

const tried = PLACES.flatMap(([path, configuration, sound]) =>
  Object.entries(SLIPS).flatMap(([slip, change]) => {
    const of = (value: string) =>
      problemsOf(configuration(value)).filter((one) => one.path === path);
    return of(change(sound)).flatMap(({ fix }) => {
      const [, written] = /(?:write|alone:|zone files:) (".*")$/.exec(fix) ?? [];
      return written === undefined
        ? []
        : [{ path, slip, fix, then: of(JSON.parse(written) as string).map((one) => one.fix) }];
    });
  }),
);

test('what a remedy says to write is taken at its place', () => {
  expect(tried.filter(({ then }) => then.length > 0)).toEqual([]);
});

test.each([...new Set(PLACES.map(([path]) => path))])(
  'control: several slips have such a remedy at %s',
  (place) => {
    expect(tried.filter(({ path }) => path === place).length).toBeGreaterThan(1);
  },
);
