import { removalCommand } from '../../../../release/review/contract';
import fc from 'fast-check';
import { SUMMARY_LIMIT } from '../../../../release/review/contract';
import type { PermissionChange } from '../../../../release/review/diff/model';
import { renderSummary } from '../../../../release/review/page/summary';
import { change, diffOf, HOSTILE, hostileDiff, stack } from './samples';

const table = change({
  change: 'replaced',
  type: 'AWS::DynamoDB::GlobalTable',
  logicalId: 'Submissions',
  physicalId: 'submissions-1A2B',
});
const permission: PermissionChange = {
  rating: 'broader',
  change: 'comes',
  type: 'AWS::IAM::Policy',
  logicalId: 'SubmitPolicy',
  what: 'Allow sqs:SendMessage',
  resource: '${Queue.Arn}',
  principal: 'AWS:${Role}',
  condition: '',
};
const entry = {
  stack: 'storage',
  logicalId: 'Submissions',
  until: '2027-01-31',
  reason: 'copied before',
};

const full = diffOf({
  stacks: [
    stack({ changes: [table, change(), change({ change: 'added' })], permissions: [permission] }),
    stack({ stackName: 'waypost-prod-dns' }),
  ],
  removals: [
    { stackName: 'waypost-prod-storage', stack: 'storage', resource: table, entry, allowed: true },
  ],
  assets: [
    {
      stackName: 'waypost-prod-contact',
      path: 'waypost-pipeline/prod/Contact/Submit',
      before: { hash: 'a', bytes: 46_569 },
      after: { hash: 'b', bytes: 47_000 },
      packages: [{ name: 'aws4', before: '1.13.2', after: '1.14.0' }],
    },
  ],
  cost: { kind: 'known', before: { idle: 2.31, used: 0 }, after: { idle: 2.41, used: 0 } },
  commits: {
    kind: 'known',
    since: '1a2b3c4d5e6f',
    commits: [
      { hash: '3b6a2880fbef', parents: [], date: '2027-01-10T08:30:00Z', subject: 'feat: x' },
    ],
  },
});

/** A surrogate without its other half. */
const HALF = /\p{Surrogate}/u;

describe('the summary of a release', () => {
  test('says what goes first, then who may do more, then the rest, the cost and the commits', () => {
    expect(renderSummary(full)).toBe(
      [
        'prod, commit 3b6a2880fb: permissions 1 broader; 1 replaced, 1 changed, 1 added.',
        'Destroyed, replaced, let go or unprotected: 1.',
        '- replaced: AWS::DynamoDB::GlobalTable Submissions of waypost-prod-storage, submissions-1A2B; holds state; allowed until 2027-01-31: copied before',
        'Permissions: 1 broader, 0 not rated, 0 not broader.',
        '- broader: Allow sqs:SendMessage on ${Queue.Arn} by AWS:${Role}',
        'Changed: 1 stack, 1 asset.',
        '- waypost-prod-storage: 1 changed, 1 added',
        '- Contact/Submit: 46,569 → 47,000 bytes; aws4 1.13.2 → 1.14.0',
        'Cost: +0.10 USD a month (2.31 → 2.41, idle).',
        'Commits since 1a2b3c4d5e: 1.',
        '- 3b6a2880fb feat: x',
      ].join('\n'),
    );
  });

  test('says in its first line that a release stops', () => {
    const refused = {
      stackName: 'waypost-prod-storage',
      stack: 'storage',
      resource: table,
      allowed: false,
    };
    const [first, , item] = renderSummary({ ...full, removals: [refused] }).split('\n');
    expect(first).toContain('STOPPED, 1 removal of state not allowed');
    expect(item).toContain('NOT ALLOWED');
  });

  test.each([
    [['broader', 'not rated', 'not rated', 'not broader'], 'permissions 1 broader, 2 not rated; '],
    [['not rated', 'not broader'], 'permissions 1 not rated; '],
    [['not broader', 'not broader'], 'permissions not broader; '],
    [[], 'no resource changes'],
  ] as const)('says in its first line how permissions that are %s are rated', (ratings, words) => {
    const permissions = ratings.map((rating) => ({ ...permission, rating }));
    const [first] = renderSummary(diffOf({ stacks: [stack({ permissions })] })).split('\n');
    expect(first).toBe(
      `prod, commit 3b6a2880fb: ${words}${ratings.length > 0 ? 'no resource changes' : ''}.`,
    );
  });

  test('names what is broader and then what is not rated, and what goes as no longer so', () => {
    const permissions: PermissionChange[] = [
      { ...permission, rating: 'not rated', condition: '{"Bool":{}}' },
      { ...permission, change: 'goes', what: 'Deny sqs:*' },
      { ...permission, rating: 'not broader' },
    ];
    const lines = renderSummary(diffOf({ stacks: [stack({ permissions })] })).split('\n');
    expect(lines.slice(1, 4)).toEqual([
      'Permissions: 1 broader, 1 not rated, 1 not broader.',
      '- broader: no longer Deny sqs:* on ${Queue.Arn} by AWS:${Role}',
      '- not rated: Allow sqs:SendMessage on ${Queue.Arn} by AWS:${Role} if {"Bool":{}}',
    ]);
  });

  test('says in its first line that a stack takes no update, and then which', () => {
    const stuck = stack({ status: 'ROLLBACK_COMPLETE' });
    expect(renderSummary(diffOf({ stacks: [stuck, stack()] })).split('\n')).toMatchObject([
      'prod, commit 3b6a2880fb: 1 stack stuck; no resource changes.',
      '- waypost-prod-storage is ROLLBACK_COMPLETE, and takes no update',
      ...([expect.any(String), expect.any(String)] as string[]),
    ]);
  });

  test('names stacks that are delivered no longer with what removes them, and counts them as no change', () => {
    const place = { stackName: 'waypost-prod-old', region: 'eu-west-1' };
    const leftBehind = [{ ...place, command: removalCommand('prod', place) }];
    const summary = renderSummary(diffOf({ leftBehind, stacks: [stack({ changes: [table] })] }));
    expect(summary).toContain(
      [
        'No longer delivered: 1 stack, which stays as it is. To remove:',
        '- npx waypost destroy prod --stack waypost-prod-old --region eu-west-1',
        'Changed: 1 stack, 0 assets.',
        'Cost',
      ].join('\n'),
    );
  });

  test('of no change is short', () => {
    expect(renderSummary(diffOf()).split('\n')).toEqual([
      'prod, commit 3b6a2880fb: no resource changes.',
      'Cost: 0.00 USD a month (1.00 → 1.00, idle).',
      'Commits since cccccccccc: 0.',
    ]);
  });

  test('counts every part even if there is no room for what it counts', () => {
    const many = Array.from({ length: 40 }, (_, index) => ({
      ...table,
      logicalId: `Table${index}`,
    }));
    const summary = renderSummary({
      ...full,
      stacks: [stack({ changes: many, permissions: Array.from({ length: 30 }, () => permission) })],
    });
    expect(summary.length).toBeLessThanOrEqual(SUMMARY_LIMIT);
    for (const line of [
      'Destroyed, replaced, let go or unprotected: 40.',
      'Permissions: 30 broader, 0 not rated, 0 not broader.',
      'Cost: +0.10 USD a month',
      'Commits since 1a2b3c4d5e: 1.',
    ]) {
      expect(summary).toContain(line);
    }
    expect(summary.split('\n').at(-1)).toBe('… more on the page');
  });

  test('holds nothing of others that breaks a line, or that CodePipeline would replace', () => {
    const summary = renderSummary(hostileDiff());
    expect(summary).not.toMatch(/(?!\n)\p{Cc}|[\u202e\u2028]/u);
    expect(summary).not.toContain('#{');
    expect(summary.split('\n').every((line) => !line.startsWith('next line'))).toBe(true);
  });

  test('stays within what CodePipeline takes, whatever there is in it', () => {
    const text = fc.oneof(fc.string({ unit: 'binary', maxLength: 300 }), fc.constant(HOSTILE));
    fc.assert(
      fc.property(fc.array(text, { maxLength: 30 }), text, (names, reason) => {
        const summary = renderSummary(
          diffOf({
            environment: 'e'.repeat(10),
            stacks: [
              stack({
                changes: names.map((logicalId) => ({ ...table, logicalId })),
                permissions: names.map((what) => ({ ...permission, what })),
              }),
            ],
            cost: { kind: 'unknown', reason },
            commits: { kind: 'unknown', reason },
          }),
        );
        expect(summary.length).toBeLessThanOrEqual(SUMMARY_LIMIT);
        // No character is cut in two, unless it came so.
        const whole = [...names, reason].every((given) => !HALF.test(given));
        expect(whole && HALF.test(summary)).toBe(false);
      }),
      { numRuns: 50 },
    );
  });
});
