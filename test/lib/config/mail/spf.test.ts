import { spf as evaluate } from 'mailauth/lib/spf';
import { spfFaults, spfTerms } from '../../../../lib/config/mail/spf';
import { warningText } from '../../../../lib/config/warnings';
import {
  dev,
  onlyProblemOf,
  parsedDev,
  problemsOf,
  prod,
  sample,
  withRecords,
  warningsOf,
} from '../../../helpers/sample';

const spf = (text: string, name = '@') => ({ name, type: 'TXT', values: [text] });
const includes = (count: number) =>
  Array.from({ length: count }, (_, index) => `include:s${index}.example.net`).join(' ');

/** What a receiver that keeps to RFC 7208 finds in a text, by a library that evaluates it. */
async function verdictOf(text: string, elsewhere = [['v=spf1 -all']]): Promise<string> {
  const resolver = (name: string, type: string) =>
    Promise.resolve(
      type === 'TXT' && name === 'example.com' ? [[text]] : type === 'TXT' ? elsewhere : [],
    );
  const { status } = await evaluate({
    sender: 'a@example.com',
    ip: '198.51.100.7',
    helo: 'mail.example.com',
    resolver,
    strict: true,
  });
  return status.result;
}

describe('an SPF text (RFC 7208)', () => {
  test.each([
    ['v=spf1 -all', 0],
    ['v=spf1', 0],
    ['V=SPF1  ip4:192.0.2.0/24 ip6:2001:db8::/32 ~ALL ', 0],
    ['v=spf1 a mx ptr ?exists:%{i}.x.example.net include:y.example.net -all', 5],
    ['v=spf1 +a:mail.example.net/28 MX//64 redirect=x.example.net', 3],
    ['v=spf1 a/24//64 mx:example.net//128 ?all', 2],
    ['v=spf1 redirect=_spf.example.net.', 1],
    ['v=spf1 include:%{ir}.%{v}.%{d}.spf.example.net -all', 1],
    ['v=spf1 exp=why.example.net -all', 0],
    ['v=spf1 -all exp=why.example.net', 0],
    // RFC 6652's modifiers, and one that nobody knows: section 6 has it ignored.
    ['v=spf1 mx -all ra=postmaster rr=all x=y', 1],
    ['v=spf1 ip6:::ffff:192.0.2.1 ip6:::1/128 -ip4:0.0.0.0/0', 0],
  ])('%p is taken, and takes %p look-ups by itself', async (text, lookups) => {
    expect(spfFaults(text)).toEqual([]);
    expect(spfTerms(text).lookups).toBe(lookups);
    await expect(verdictOf(text)).resolves.not.toMatch(/error|none/);
  });

  test.each([
    ['v=spf1; include:spf.example.net -all', 'begin the text like this'],
    ['v=spf1, mx -all', 'begin the text like this'],
    ['v=spf1include:spf.example.net -all', 'begin the text like this'],
    [' v=spf1 -all', 'begin the text like this'],
    ['spf1 include:spf.example.net -all', 'begin the text like this'],
    ['v=spf2 -all', 'begin the text like this'],
    ['v = spf1 -all', 'begin the text like this'],
    ['v:spf1 mx -all', 'begin the text like this'],
    ['include:spf.example.net ~all', 'begin the text like this'],
    ['include:spf.example.net', 'begin the text like this'],
    ['ip4:192.0.2.1 mx', 'begin the text like this'],
    ['spf1', 'begin the text like this'],
    ['spf 1 mx -all', 'begin the text like this'],
    ['(spf1) mx', 'begin the text like this'],
    ['+include:spf.example.net', 'begin the text like this'],
    ['mx -all', 'begin the text like this'],
    ['+mx:example.net ?all!', 'begin the text like this'],
    ['my policy, -a ~all', 'begin the text like this'],
    ['v=spf1 ip4:192.0.2.300 -all', 'correct it'],
    ['v=spf1 ip4:192.0.2.0/33 -all', 'correct it'],
    ['v=spf1 ip4:192.0.2 -all', 'correct it'],
    ['v=spf1 ip6:192.0.2.1 -all', 'correct it'],
    ['v=spf1 ip6:2001:db8::/129 -all', 'correct it'],
    ['v=spf1 ip4:mail.example.net -all', 'correct it'],
    ['v=spf1 ip4: -all', 'correct it'],
    ['v=spf1 a:192.0.2.1 -all', 'correct it'],
    ['v=spf1 include:localhost -all', 'correct it'],
    ['v=spf1 include -all', 'correct it'],
    ['v=spf1 includ:spf.example.net -all', 'correct it'],
    ['v=spf1 mailto:x -all', 'correct it'],
    ['v=spf1 exists:%{x}.example.net -all', 'correct it'],
    ['v=spf1 mx -all.', 'correct it'],
    ['v=spf1 redirect:spf.example.net', 'correct it'],
    ['v=spf1 mx, -all', 'put spaces between terms'],
    ['v=spf1 ip4:192.0.2.1,192.0.2.2 -all', 'put spaces between terms'],
    ['v=spf1 mx -all;', 'put spaces between terms'],
    ['v=spf1 include=spf.example.net -all', 'write "include:spf.example.net"'],
    ['v=spf1 ip4=192.0.2.1 -all', 'write "ip4:192.0.2.1"'],
    ['v=spf1 include:https://spf.example.net -all', 'what is not part of such a name'],
    ['v=spf1 include:a@example.net -all', 'what is not part of such a name'],
    ['v=spf1 redirect=https://spf.example.net', 'what is not part of such a name'],
    ['v=spf1 redirect=a.example.net redirect=b.example.net', 'all but one'],
    ['v=spf1 -all mx', 'move it before "all"'],
    ['v=spf1 redirect=a.example.net -all', 'either "all" or "redirect="'],
    ['v=spf1 mx +all', 'end the text with'],
    ['v=spf1 mx all', 'end the text with'],
    ['v=spf1 ip4:0.0.0.0/0 -all', 'end the text with'],
    ['v=spf1 ip6:::/0 -all', 'end the text with'],
    ['v=spf1 a/0 -all', 'end the text with'],
    ['v=spf1 mx:example.net//0 -all', 'end the text with'],
  ])('%p is refused with what to do', (text, fix) => {
    expect(onlyProblemOf(withRecords(spf(text)))).toMatchObject({
      path: 'environments[0].records[0].values[0]',
      fix: expect.stringContaining(fix) as string,
    });
  });

  test('that is misspelt is found beside a sound one', () => {
    const record = { name: '@', type: 'TXT', values: [' v=spf1 mx -all', 'v=spf1 -all'] };
    expect(onlyProblemOf(withRecords(record)).fix).toContain('begin the text like this');
  });

  test('is refused by us before receivers refuse it', async () => {
    await expect(verdictOf('v=spf1 ip4:192.0.2.300 -all')).resolves.toBe('permerror');
    await expect(verdictOf('v=spf1; -all')).resolves.toBe('none');
  });

  test.each([
    'spf2.0/mfrom,pra include:spf.example.net -all',
    'spf-verification=0123',
    'spfcheck',
    'vspfile=1',
    'see https://example.net/ about SPF',
    'v=STSv1; id=1',
    'see v=spf1 for more',
    'my spf1 note',
    'spf12',
    'see include:spf.example.net',
    '!include:spf.example.net',
    'mx -all is wrong',
    'max -all',
    'mx:all',
  ])('%p is none', (text) => {
    expect(problemsOf(withRecords(spf(text)))).toEqual([]);
  });

  test('may take ten look-ups, and not eleven', () => {
    expect(problemsOf(withRecords(spf(`v=spf1 ${includes(10)} -all`)))).toEqual([]);
    expect(onlyProblemOf(withRecords(spf(`v=spf1 ${includes(10)} a -all`)))).toMatchObject({
      path: 'environments[0].records[0].values[0]',
      expected: expect.stringMatching(/at most 10 .* at least 11$/) as string,
    });
  });

  test('counts what the zones of the configuration include in turn', () => {
    const raw = (count: number) => ({
      ...sample,
      environments: [
        { ...dev, records: [spf(`v=spf1 ${includes(count)} -all`, '_spf')] },
        { ...prod, records: [spf('v=spf1 include:_spf.dev.example.com mx -all')] },
      ],
    });
    expect(problemsOf(raw(8))).toEqual([]);
    expect(onlyProblemOf(raw(9)).path).toBe('environments[1].records[0].values[0]');
  });

  test('does not include itself', () => {
    const loop = withRecords(
      spf('v=spf1 include:b.dev.example.com -all', 'a'),
      spf('v=spf1 redirect=a.dev.example.com', 'b'),
    );
    expect(problemsOf(loop).map(({ expected }) => expected)).toEqual([
      expect.stringContaining('includes itself'),
      expect.stringContaining('includes itself'),
    ]);
  });
});

describe('include: and redirect= of a name in the zone', () => {
  const mx = (name: string) => ({
    name,
    type: 'MX',
    values: [{ priority: 0, host: 'mail.example.net' }],
  });
  const ZONE = 'dev.example.com';

  test.each<[string, object[]]>([
    ['without any record', [spf(`v=spf1 include:_spf.${ZONE} -all`)]],
    [
      'with addresses alone',
      [spf(`v=spf1 include:_spf.${ZONE} -all`), { name: '_spf', type: 'A', values: ['192.0.2.1'] }],
    ],
    ['by redirect=', [spf(`v=spf1 redirect=_spf.${ZONE}`)]],
    [
      'with another text alone',
      [
        spf(`v=spf1 include:_spf.${ZONE} -all`),
        { name: '_spf', type: 'TXT', values: ['spf-verification=1'] },
      ],
    ],
    [
      'that is the domain itself, with mail servers and no text',
      [spf(`v=spf1 include:${ZONE} -all`, 'news'), mx('@')],
    ],
  ])('%s fails for good (RFC 7208, sections 5.2 and 6.1)', (_, records) => {
    expect(onlyProblemOf(withRecords(...records))).toMatchObject({
      path: 'environments[0].records[0].values[0]',
      expected: expect.stringContaining('a permanent error') as string,
      fix: expect.stringContaining('add a TXT record with an SPF text') as string,
    });
  });

  test.each(['v=spf1 include:_spf.example.com -all', 'v=spf1 redirect=_spf.example.com'])(
    'control: a receiver fails for good where %p finds none',
    async (text) => {
      await expect(verdictOf(text, [])).resolves.toBe('permerror');
      await expect(verdictOf(text)).resolves.not.toBe('permerror');
    },
  );

  test.each<[string, object[]]>([
    ['a text there', [spf(`v=spf1 include:_spf.${ZONE} -all`), spf('v=spf1 -all', '_spf')]],
    [
      'a text beside another',
      [
        spf(`v=spf1 include:_spf.${ZONE} -all`),
        { name: '_spf', type: 'TXT', values: ['site-verification=1', 'v=spf1 -all'] },
      ],
    ],
    ['a wildcard', [spf(`v=spf1 include:_spf.${ZONE} -all`), spf('v=spf1 -all', '*')]],
    [
      'a CNAME to one elsewhere',
      [
        spf(`v=spf1 include:_spf.${ZONE} -all`),
        { name: '_spf', type: 'CNAME', value: '_spf.example.net' },
      ],
    ],
    [
      'other name servers',
      [
        spf(`v=spf1 include:_spf.sub.${ZONE} -all`),
        { name: 'sub', type: 'NS', values: ['ns.example.net'] },
      ],
    ],
    [
      "Waypost's own text, of a domain without mail servers",
      [
        spf(`v=spf1 include:${ZONE} -all`, 'news'),
        { name: '@', type: 'A', values: ['192.0.2.1'] },
        mx('lists'),
      ],
    ],
    ["Waypost's own text of bounces", [spf(`v=spf1 include:bounce.${ZONE} -all`)]],
    ['macros', [spf(`v=spf1 include:%{i}._spf.${ZONE} -all`)]],
  ])('is answered by %s', (_, records) => {
    expect(problemsOf(withRecords(...records))).toEqual([]);
  });
});

describe('a warning', () => {
  test.each([
    ['v=spf1 ptr -all', 'ptr', 'RFC 7208, section 5.5'],
    ['v=spf1 ?ptr:example.net ~all', '?ptr:example.net', 'RFC 7208, section 5.5'],
    [
      'v=spf1 include:spf.example.net -all redirct=a.example.net',
      'redirct=a.example.net',
      'RFC 7208, section 6',
    ],
  ])('tells what receivers do not follow: %p', (text, found, rule) => {
    const warnings = warningsOf(parsedDev({ records: [spf(text, 'news')] }));
    expect(warnings).toMatchObject([
      {
        path: 'environments[0].records[0]',
        found,
        expected: expect.stringContaining(rule) as string,
      },
    ]);
  });

  test.each([
    'v=spf1 -all exp=a.example.net',
    'v=spf1 -all ra=postmaster rp=10 rr=all',
    'v=spf1 redirect=a.example.net',
    'v=spf1 -all',
  ])('control: nothing is told of %p', (text) => {
    expect(warningsOf(parsedDev({ records: [spf(text, 'news')] }))).toEqual([]);
  });

  test.each([
    [{}, 1],
    [{ dnssec: 'signing' }, 0],
  ])(
    'tells that TLSA counts in a signed zone alone (RFC 6698, section 4.1): %j has %i',
    (change, count) => {
      const tlsa = { name: '_25._tcp.mail', type: 'TLSA', values: [`3 1 1 ${'ab'.repeat(32)}`] };
      expect(
        warningsOf(parsedDev({ ...change, records: [tlsa] })).map(({ found }) => found),
      ).toEqual(Array.from({ length: count }, () => '_25._tcp.mail TLSA'));
    },
  );

  test.each([
    ['v=spf1 +a -all', 1],
    ['v=spf1 a/24 ~all', 1],
    ['v=spf1 a:mail.example.net -a -all', 0],
  ])('tells that "a" will be the contact page: %p has %p', (text, count) => {
    const warnings = warningsOf(parsedDev({ records: [spf(text)] }));
    expect(warnings).toHaveLength(count);
    expect(warningText(warnings).includes('waypost.config.ts has 1 warning')).toBe(count > 0);
  });

  test.each([
    ['v=spf1 a mx -all', 'shop', ['a', 'mx']],
    ['v=spf1 mx include:spf.example.net ~all', '@', ['mx']],
    [
      'v=spf1 a:gone.dev.example.com/24 exists:gone.dev.example.com -all',
      '@',
      ['a:gone.dev.example.com/24', 'exists:gone.dev.example.com'],
    ],
    [
      'v=spf1 a:mail.dev.example.com mx:mail.dev.example.com -all',
      '@',
      ['mx:mail.dev.example.com'],
    ],
    ['v=spf1 a:www.dev.example.com a:mail.example.net exists:%{i}.dev.example.com -all', '@', []],
    ['v=spf1 a:Mail.DEV.example.com. -all', '@', []],
  ])(
    'tells of terms that no record of a zone answers (RFC 7208, section 4.6.4): %p at %p',
    (text, name, found) => {
      const records = [
        spf(text, name),
        { name: 'mail', type: 'AAAA', values: ['2001:db8::1'] },
        { name: 'www', type: 'CNAME', value: 'www.example.net' },
      ];
      const warnings = warningsOf(parsedDev({ records }));
      expect(warnings.map((one) => one.found)).toEqual(found);
    },
  );
});

describe('a term that no record answers', () => {
  const MAIL = { type: 'MX', values: [{ priority: 0, host: 'mail.example.net' }] };

  test.each([
    ['a:x.dev.example.com', 'x.dev.example.com has no A or AAAA record'],
    ['mx:x.dev.example.com', 'x.dev.example.com has no MX record'],
    ['mx', 'dev.example.com has no MX record'],
  ])('%p is told of with what is missing: %p', (term, expected) => {
    const records = [spf(`v=spf1 ${term} -all`)];
    expect(warningsOf(parsedDev({ records }))).toMatchObject([
      {
        path: 'environments[0].records[0].values[0]',
        expected: expect.stringContaining(expected) as string,
      },
    ]);
  });

  test.each([
    ['mx', { ...MAIL, name: '@' }, 0],
    ['mx', { ...MAIL, name: 'x' }, 1],
    ['mx:x.dev.example.com', { ...MAIL, name: 'x' }, 0],
    ['a:x.dev.example.com', { ...MAIL, name: 'x' }, 1],
  ])('control: %p beside %j is told of %i times', (term, record, count) => {
    const records = [spf(`v=spf1 ${term} -all`), record];
    expect(warningsOf(parsedDev({ records }))).toHaveLength(count);
  });
});

describe('look-ups that find nothing (RFC 7208, section 4.6.4)', () => {
  const gone = (count: number) =>
    Array.from({ length: count }, (_, index) => `a:gone${index}.dev.example.com`).join(' ');

  test('are two at most: receivers fail for good at more', () => {
    expect(problemsOf(withRecords(spf(`v=spf1 ${gone(2)} -all`)))).toEqual([]);
    expect(onlyProblemOf(withRecords(spf(`v=spf1 ${gone(2)} mx -all`)))).toMatchObject({
      path: 'environments[0].records[0].values[0]',
      expected: expect.stringContaining('a:gone1.dev.example.com, mx find none') as string,
    });
  });

  test('are not counted in a zone that another serves', () => {
    const ns = { name: 'sub', type: 'NS', values: ['ns1.example.net', 'ns2.example.net'] };
    const text =
      'v=spf1 a:a.sub.dev.example.com a:b.sub.dev.example.com mx:c.sub.dev.example.com -all';
    expect(problemsOf(withRecords(ns, spf(text)))).toEqual([]);
  });
});
