import { lastWords } from '../../../../../lambdas/pipeline-notifications/core/log-tail';
import {
  span,
  subjectLine,
  utc,
} from '../../../../../lambdas/pipeline-notifications/core/mail/text';

describe('subject', () => {
  test.each([
    ['feat(site): für Zoë – “quoted”', 'feat(site): fur Zoe - ?quoted?'],
    ['two\nlines\tand  spaces', 'two lines and spaces'],
    ['بريد', '????'],
  ])('of %j is one line of ASCII', (text, subject) => {
    expect(subjectLine(text)).toBe(subject);
  });

  test('has fewer than the 100 characters that SNS refuses', () => {
    const subject = subjectLine('x'.repeat(200));
    expect(subject).toHaveLength(99);
    expect(subject).toMatch(/x\.\.\.$/);
  });
});

describe('time', () => {
  test.each([
    [0, '0 s'],
    [59_400, '59 s'],
    [65 * 60_000, '1 h 5 min'],
    [2 * 3_600_000, '2 h'],
    [(2 * 24 + 3) * 3_600_000 + 60_000, '2 d 3 h'],
    [-5, '0 s'],
  ])('%i ms are %s', (milliseconds, text) => {
    expect(span(milliseconds)).toBe(text);
  });

  test('is told in UTC', () => {
    expect(utc(new Date('2026-11-05T04:02:59Z'))).toBe('05 Nov 2026, 04:02 UTC');
  });
});

describe('end of a build’s log', () => {
  const container = '[Container] 2026/11/25 14:02:01.123456';
  const log = [
    `${container} Entering phase BUILD`,
    `${container} Running command npm run check`,
    '',
    '\u001b[31m● contact form › refuses\u001b[39m a line break',
    'Tests: 1 failed',
    `${container} Command did not exit successfully npm run check exit status 1`,
    `${container} Phase complete: BUILD State: FAILED`,
    `${container} Entering phase POST_BUILD`,
    'uploading artifacts',
  ];

  test('ends with the command that failed, without colours and CodeBuild’s phases', () => {
    expect(lastWords(log)).toEqual([
      '● contact form › refuses a line break',
      'Tests: 1 failed',
      'Command did not exit successfully npm run check exit status 1',
    ]);
  });

  // https://github.com/awslabs/aws-simple-cicd/issues/58
  test('says why CodeBuild itself ended it, if no command failed', () => {
    const reason =
      "Phase context status code: YAML_FILE_ERROR Message: Unknown runtime version named '24' of nodejs. This build image has the following versions: 18, 20, 22";
    const ended = [
      `${container} Phase is DOWNLOAD_SOURCE`,
      `${container} Selecting 'nodejs' runtime version '24' based on manual selections...`,
      `${container} Phase complete: DOWNLOAD_SOURCE State: FAILED`,
      `${container} ${reason}`,
      `${container} Phase context status code:  Message: `,
    ];
    expect(lastWords(ended)).toEqual([
      "Selecting 'nodejs' runtime version '24' based on manual selections...",
      reason,
    ]);
  });

  test('is its last twenty lines, each cut to fit', () => {
    const lines = Array.from({ length: 50 }, (_, index) => `${index} ${'x'.repeat(400)}`);
    const words = lastWords(lines);
    expect(words).toHaveLength(20);
    expect(words.at(-1)).toMatch(/^49 x+…$/);
    expect(Math.max(...words.map(({ length }) => length))).toBe(300);
  });
});
