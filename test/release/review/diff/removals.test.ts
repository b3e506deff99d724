import type { AllowedRemoval } from '../../../../lib/config/config';
import { expectRemovalsAllowed, RemovalNotAllowed } from '../../../../release/review/diff/removals';
import { compare, CONTACT, NOW, prod, STORAGE, table } from './samples';

const today = NOW.toISOString().slice(0, 10);
const entry: AllowedRemoval = {
  stack: 'storage',
  logicalId: 'Table',
  until: today,
  reason: 'copied to another table',
};

function removalsOf(before: object, after: object, allowDestroy: readonly AllowedRemoval[] = []) {
  const template = (Resources: object) => ({
    Resources: Resources as Record<string, { Type: string }>,
  });
  const sides = { [STORAGE]: [template(before), template(after)] as const };
  return compare(sides, { environment: { ...prod, allowDestroy } }).removals;
}

const refuse =
  (...args: Parameters<typeof removalsOf>) =>
  () => {
    expectRemovalsAllowed('prod', removalsOf(...args), today);
  };

describe('removing what holds state', () => {
  test.each([
    ['destroys', { Table: table('old') }, {}],
    ['replaces', { Table: table('old') }, { Table: table('new') }],
    ['lets go', { Table: table('old', { DeletionPolicy: 'Retain' }) }, {}],
    [
      'makes another type of',
      { Key: { Type: 'AWS::KMS::Key', Properties: { Origin: 'AWS_KMS' } } },
      { Key: { Type: 'AWS::SecretsManager::Secret', Properties: {} } },
    ],
  ])('stops a release that %s it', (_, before, after) => {
    expect(refuse(before, after)).toThrow(RemovalNotAllowed);
  });

  test('says what would go, and the entry that lets it', () => {
    const refusal = new RemovalNotAllowed('prod', removalsOf({ Table: table('old') }, {}), today);
    expect(refusal).toMatchObject({ name: 'RemovalNotAllowed', code: 'REMOVAL_NOT_ALLOWED' });
    expect(refusal.message).toBe(
      [
        'This release would remove from prod what holds state, or what protects it:',
        '  waypost-prod-storage: destroyed AWS::DynamoDB::GlobalTable Table, unnamed',
        'If you do not want this, undo the change. If you want it, add this to waypost.config.ts, as',
        'allowDestroy of prod, with 2027-01-15 or a later day (docs/pipeline.md):',
        "  { stack: 'storage', logicalId: 'Table', until: 'YYYY-MM-DD', reason: '...' },",
      ].join('\n'),
    );
    expect(refuse({ Table: table('old') }, {})).toThrow(refusal.message);
  });

  test('is let through by its entry until the end of its day, and no longer', () => {
    const gone = [{ Table: table('old') }, {}] as const;
    expect(refuse(...gone, [entry])).not.toThrow();
    expect(refuse(...gone, [{ ...entry, until: '2027-01-14' }])).toThrow(
      /its entry in allowDestroy was valid until 2027-01-14/,
    );
  });

  test('is not let through by the entry of another resource or stack', () => {
    const gone = [{ Table: table('old') }, {}] as const;
    expect(refuse(...gone, [{ ...entry, logicalId: 'Other' }])).toThrow(RemovalNotAllowed);
    expect(refuse(...gone, [{ ...entry, stack: 'contact' }])).toThrow(RemovalNotAllowed);
  });

  test('control: what holds none may go, and what is added needs no word', () => {
    const topic = { Topic: { Type: 'AWS::SNS::Topic' } };
    expect(refuse(topic, {})).not.toThrow();
    expect(refuse({}, { Table: table('new') })).not.toThrow();
  });

  test('is told of every stack by how its name ends', () => {
    const queue = { Resources: { Queue: { Type: 'AWS::SQS::Queue' } } };
    const { removals } = compare({ [CONTACT]: [queue, {}] });
    expect(removals).toMatchObject([{ stackName: CONTACT, stack: 'contact', allowed: false }]);
  });

  test('is told by the whole name of a stack that is not named as the others', () => {
    const queue = { Resources: { Queue: { Type: 'AWS::SQS::Queue' } } };
    const { removals } = compare({ elsewhere: [queue, {}] });
    expect(removals).toMatchObject([{ stackName: 'elsewhere', stack: 'elsewhere' }]);
  });

  test('is allowed in an environment that no rule protects', () => {
    const { name, account, region, approval } = prod;
    const environment = { name, account, region, approval };
    const queue = { Resources: { Queue: { Type: 'AWS::SQS::Queue' } } };
    const { removals } = compare({ [CONTACT]: [queue, {}] }, { environment });
    expect(removals).toMatchObject([{ allowed: true }]);
  });
});
