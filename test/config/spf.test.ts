import { spfTerms } from '../../lib/config/spf';
import { dev, onlyProblemOf, problemsOf, prod, sample, withRecords } from './sample';

const spf = (text: string, name = '@') => ({ name, type: 'TXT', values: [text] });
const includes = (count: number) =>
  Array.from({ length: count }, (_, index) => `include:s${index}.example.net`).join(' ');

describe('an SPF text', () => {
  test.each([
    ['v=spf1 -all', 0],
    ['v=spf1 ip4:192.0.2.0/24 ip6:2001:db8::/32 ~all', 0],
    ['v=spf1 a mx ptr ?exists:%{i}.x.example.net include:y.example.net -all', 5],
    ['v=spf1 +a:mail.example.net/28 MX//64 redirect=x.example.net', 3],
    ['v=spf1 a -all mx redirect=x.example.net', 1],
    ['v=spf1 exp=why.example.net -all', 0],
  ])('%p takes %p look-ups by itself', (text, lookups) => {
    expect(spfTerms(text)).toMatchObject({ lookups, unknown: [] });
  });

  test.each(['mailto:x', 'ip4:example.net', 'include', 'all:x'])('has no term %p', (term) => {
    expect(spfTerms(`v=spf1 ${term} -all`).unknown).toEqual([term]);
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
