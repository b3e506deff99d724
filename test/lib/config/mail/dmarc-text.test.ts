import { getPolicyTags, parseDmarcRecord } from 'mailauth/lib/dmarc/get-dmarc-record';
import {
  onlyProblemOf,
  parsedDev,
  problemsOf,
  withRecords,
  warningsOf,
} from '../../../helpers/sample';

const text = (value: string, name = '_dmarc') => ({ name, type: 'TXT', values: [value] });

describe('a DMARC text (RFC 9989)', () => {
  test.each([
    'v=DMARC1; p=none',
    'v = DMARC1;p=reject',
    'v=DMARC1 ; p = Reject ;',
    'v=DMARC1;rua=mailto:d@example.com;p=none',
    'v=DMARC1; p=quarantine; sp=none; np=reject; adkim=s; aspf=r; t=y; psd=n; fo=1:d:s',
    'v=DMARC1; p=none; rua=mailto:a@example.com!10m, mailto:b%26c@xn--mnchen-3ya.de',
    // Tags of RFC 7489, which RFC 9989 has receivers ignore, as any that they do not know.
    'v=DMARC1; p=none; pct=50; rf=afrf; ri=3600; x=y',
  ])('%p is taken, as a library reads it too', (value) => {
    expect(problemsOf(withRecords(text(value)))).toEqual([]);
    const read = parseDmarcRecord(value, { strict: true });
    expect(read && getPolicyTags(read)).toMatchObject({
      p: expect.stringMatching(/^\w+$/) as string,
    });
  });

  test.each([
    ['v=dmarc1; p=none', 'begin the text like this'],
    ['v=DMARC 1; p=none', 'begin the text like this'],
    ['v=DMARC1 p=none', 'begin the text like this'],
    ['v=DMARC1, p=none', 'begin the text like this'],
    ['v=DMARC2; p=none', 'begin the text like this'],
    [' v=DMARC1; p=none', 'begin the text like this'],
    ['p=none; v=DMARC1', 'write a policy such as'],
    ['DMARC1; p=none', 'begin the text like this'],
    ['v=DMARC1', 'add "p=none"'],
    ['v=DMARC1; rua=mailto:d@example.com', 'add "p=none"'],
    ['v=DMARC1; P=none', 'add "p=none"'],
    ['v=DMARC1; p=rejected', 'correct it'],
    ['v=DMARC1; p=none rua=mailto:d@example.com', 'correct it'],
    ['v=DMARC1; p=', 'correct it'],
    ['v=DMARC1; p=none; sp=all', 'correct it'],
    ['v=DMARC1; p=none; rua=d@example.com', 'correct it'],
    ['v=DMARC1; p=none; ruf=mailto:d@example', 'correct it'],
    ['v=DMARC1; p=none; rua=mailto:a@example.com,b@example.com', 'correct it'],
    ['v=DMARC1; p=none; rua=https://example.com', 'correct it'],
    ['v=DMARC1; p=none; adkim=strict', 'correct it'],
    ['v=DMARC1; p=none; fo=2', 'correct it'],
    ['v=DMARC1; p=none; fo=x0', 'correct it'],
    ['v=DMARC1; p=none; fo=0x:1', 'correct it'],
    ['v=DMARC1; p=none; fo=0:x1', 'correct it'],
    ['v=DMARC1; p=xnone', 'correct it'],
    ['v=DMARC1; p=none; aspf=rx', 'correct it'],
    ['v=DMARC1; p=none; t=yx', 'correct it'],
    ['v=DMARC1; p=none; psd=xu', 'correct it'],
    ['v=DMARC1; p=none; fo=0:', 'correct it'],
    ['v=DMARC1; p=none; adkim=xr', 'correct it'],
    ['v=DMARC1; p=none; aspf=xs', 'correct it'],
    ['v=DMARC1; p=none; np=all', 'correct it'],
    ['v=DMARC1; p=none; t=xy', 'correct it'],
    ['v=DMARC1; p=none; psd=yes', 'correct it'],
    ['v=DMARC1; p=none; 1x=y', 'write tag, "=" and value'],
    ['v=DMARC1; p=none; x-y=z', 'write tag, "=" and value'],
    ['v=DMARC1; p=none; reject', 'write tag, "=" and value'],
    ['v=DMARC1;; p=none', 'write tag, "=" and value'],
    ['v=DMARC1; p=none; p=reject', 'remove all but one'],
    ['v=DMARC1; v=DMARC1; p=none', 'remove all but one'],
  ])('%p is refused with what to do', (value, fix) => {
    expect(onlyProblemOf(withRecords(text(value)))).toMatchObject({
      path: 'environments[0].records[0].values',
      fix: expect.stringContaining(fix) as string,
    });
  });

  test.each([
    ['@', 'name the record "_dmarc"'],
    ['www', 'name the record "_dmarc.www"'],
    ['dmarc', 'name the record "_dmarc"'],
    ['_dmark.shop', 'name the record "_dmarc.shop"'],
    ['_dmarcs', 'name the record "_dmarc"'],
  ])('is not looked for at %p', (name, fix) => {
    expect(onlyProblemOf(withRecords(text('v=DMARC1; p=none', name))).fix).toBe(fix);
  });

  test.each(['DMARC1', '"DMARC 1", p=none', 'v:dmarc'])('is meant by %p', (value) => {
    expect(onlyProblemOf(withRecords(text(value, 'www'))).fix).toContain('_dmarc.www');
  });

  test.each(['xdmarc1', 'dmarc12', 'dmarcx1'])('control: is not meant by %p', (value) => {
    expect(problemsOf(withRecords(text(value, 'www')))).toEqual([]);
  });

  test.each(['_dmarc.shop', '*', '*.shop'])('is found at %p', (name) => {
    expect(problemsOf(withRecords(text('v=DMARC1; p=none', name)))).toEqual([]);
  });

  test.each(['_report._dmarc', 'example.net._report._dmarc', '*._report._dmarc'])(
    'at %p lets reports about another domain come here, and has no policy (RFC 9990)',
    (name) => {
      expect(problemsOf(withRecords(text('v=DMARC1;', name)))).toEqual([]);
    },
  );

  test('has any name that a CNAME leads to', () => {
    const alias = { name: '_dmarc', type: 'CNAME', value: 'policy.dev.example.com' };
    expect(problemsOf(withRecords(alias, text('v=DMARC1; p=none', 'policy')))).toEqual([]);
  });

  test.each([
    ['v=DMARC1; p=none; ruaa=mailto:d@example.com', 'did you mean "rua"?'],
    ['v=DMARC1; p=none; RUA=mailto:d@example.com', 'did you mean "rua"?'],
    ['v=DMARC1; p=none; report=mailto:d@example.com', 'remove it'],
    ['v=DMARC1; p=none; constructor=x', 'remove it'],
    ['v=DMARC1; p=none; ri=1x', 'remove it'],
    ['v=DMARC1; p=none; xyzri=1', 'remove it'],
    ['v=DMARC1; p=reject; pct=20', 't=y'],
  ])('%p is taken with a warning of a tag that receivers ignore', (value, fix) => {
    expect(warningsOf(parsedDev({ records: [text(value)] }))).toMatchObject([
      {
        path: 'environments[0].records[0]',
        found: value.split('; ').at(-1),
        fix: expect.stringContaining(fix) as string,
      },
    ]);
  });

  test.each(['v=DMARC1; p=none; pct=100; rf=afrf; ri=86400', 'v=DMARC1; p=none; t=y; psd=n;'])(
    'control: nothing is told of %p',
    (value) => {
      expect(warningsOf(parsedDev({ records: [text(value)] }))).toEqual([]);
    },
  );
});
