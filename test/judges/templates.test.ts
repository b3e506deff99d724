import { statementsIn } from '../helpers/template-rules';
import { patternFaults } from './event-schemas';
import { faultsOfStatements, overlap } from './iam-reference';
import { measuredTypes, READERS, tooLong } from './sizes';
import type { ResolvedResource } from './resolved';
import { type Acceptance, crowdedResources, everyResource, unaccepted } from './subject';

/**
 * What AWS would refuse, or take and never do: judged by AWS's own descriptions of itself. Judged
 * elsewhere: properties by the registry's schemas (test/end-to-end/option-combinations.test.ts) and by
 * the models of the calls (test/emulator/service-models.test.ts).
 */
const resources = everyResource();

const ACCEPTED_STATEMENTS: readonly Acceptance[] = [
  {
    fault:
      /^codestar-connections:\w+ takes none of arn:aws:codeconnections:|^no action of the statement takes arn:aws:codeconnections:/,
    reason:
      'Granted under the old name of the service, too: nobody says for certain which of the two AWS asks for.',
  },
  {
    fault: /^ArnLike does not compare kms:EncryptionContext:aws:logs:arn/,
    reason:
      'As AWS writes it: https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html',
  },
  {
    fault: /^no action of the statement has the condition key lambda:SourceFunctionArn/,
    reason:
      'Lambda puts it into every call of a function: https://docs.aws.amazon.com/lambda/latest/dg/permissions-source-function-arn.html',
  },
  {
    fault: /^no action of the statement takes arn:aws:logs:\*:\d+:delivery-source:\*$/,
    reason: 'The reference has destinations at DeleteDeliverySource; we grant both.',
  },
  {
    fault: /^no action of the statement takes arn:aws:ec2:\*:\d+:vpc\/\*$/,
    reason: 'EC2 asks for the network, too, where private DNS answers for an endpoint.',
  },
  {
    fault: /^no action of the statement takes arn:aws:apigateway:\*::\/apis$/,
    reason: 'The reference has these under apigateway of the first version alone.',
  },
  {
    fault: /^IAM has no action apigateway:(?:Unt|T)agResource$/,
    reason: 'API Gateway asks for them: see test/lib/security/execution-policy.test.ts.',
  },
];

const resource = (type: string, properties: object): ResolvedResource => ({
  at: 'stack/Broken',
  type,
  properties: properties as ResolvedResource['properties'],
});

describe('statements of policies', () => {
  test('name actions, resources and conditions that go together in IAM’s service reference', async () => {
    expect(resources.length).toBeGreaterThan(300);
    const faults = await Promise.all(
      resources.map(({ properties }) => faultsOfStatements(properties)),
    );
    expect(unaccepted(faults.flat(), ACCEPTED_STATEMENTS)).toEqual({ faults: [], needless: [] });
  });

  const queue = 'arn:aws:sqs:eu-west-1:222222222222:messages';
  const sound = { Effect: 'Allow', Action: ['sqs:SendMessage'], Resource: [queue] };

  test.each<[string, object, RegExp]>([
    ['an action that there is not', { Action: 'sqs:SendMail' }, /no action sqs:SendMail/],
    ['a service that there is not', { Action: 'sqz:SendMessage' }, /no action sqz:SendMessage/],
    [
      'a resource of another service',
      { Resource: queue.replace('sqs', 'sns') },
      /sqs:SendMessage takes none of arn:aws:sns/,
    ],
    [
      'an object where a bucket is meant',
      { Action: 's3:ListBucket', Resource: 'arn:aws:s3:::pages/*/x' },
      /s3:ListBucket takes none of/,
    ],
    [
      'an action that takes no resource',
      { Action: 'ses:ListIdentities', Resource: 'arn:aws:ses:eu-west-1:222222222222:identity/x' },
      /ses:ListIdentities takes none of/,
    ],
    [
      'one action too many',
      { Action: ['sqs:SendMessage', 'sns:Publish'] },
      /sns:Publish takes none of/,
    ],
    [
      'one resource too many',
      { Resource: [queue, queue.replace('sqs', 'sns')] },
      /no action of the statement takes arn:aws:sns/,
    ],
    [
      'a condition key that there is not',
      { Condition: { StringEquals: { 'aws:SourceAcount': '2' } } },
      /no condition key aws:SourceAcount/,
    ],
    [
      'a condition key of another service',
      { Condition: { StringEquals: { 'kms:ViaService': 's3' } } },
      /no action of the statement has the condition key kms:ViaService/,
    ],
    [
      'a comparison of another type',
      { Condition: { NumericEquals: { 'aws:SourceArn': '2' } } },
      /NumericEquals does not compare aws:SourceArn/,
    ],
    [
      'an operator that there is not',
      { Condition: { Equals: { 'aws:SourceArn': '2' } } },
      /no operator Equals/,
    ],
  ])('control: %s is noticed', async (_, change, fault) => {
    const Statement = [{ ...sound, ...change }];
    expect(await faultsOfStatements({ PolicyDocument: { Statement } })).toContainEqual(
      expect.stringMatching(fault),
    );
    expect(await faultsOfStatements({ Statement: [sound] })).toEqual([]);
  });

  test.each([
    ['arn:aws:s3:::a/*', 'arn:*:s3:::*/*', true],
    ['*', 'arn:x', true],
    ['arn:aws:s3:::a', 'arn:*:s3:::*/*', false],
    ['a*c', 'ab*', true],
    ['a*c', 'b*', false],
  ])('control: whether %s and %s meet is told: %s', (one, other, meets) => {
    expect(overlap(one, other)).toBe(meets);
    expect(overlap(other, one)).toBe(meets);
  });
});

describe('policies', () => {
  test('are no longer than AWS takes them, nor are the variables of functions', () => {
    expect(tooLong(resources)).toEqual([]);
    expect([...measuredTypes(resources)].sort()).toEqual(Object.keys(READERS).sort());
  });

  test('are measured in every type that has one', () => {
    const having = resources.filter(({ properties }) => statementsIn(properties).length > 0);
    // Measured by role, all together.
    const known = [...Object.keys(READERS), 'AWS::IAM::Policy'];
    expect(having.map(({ type }) => type).filter((type) => !known.includes(type))).toEqual([]);
  });

  test('are no longer with the longest names and the most environments that the configuration takes', () => {
    const crowded = crowdedResources();
    expect(crowded.length).toBeGreaterThan(400);
    expect(tooLong(crowded)).toEqual([]);
  });

  const statement = (index: number) => ({
    Effect: 'Allow',
    Action: 'sqs:SendMessage',
    Resource: `arn:aws:sqs:eu-west-1:222222222222:messages-${index}`,
  });
  const document = (characters: number) => ({
    Statement: Array.from({ length: Math.ceil(characters / 80) }, (_, index) => statement(index)),
  });

  test.each<[string, ResolvedResource[], RegExp]>([
    [
      'a managed policy',
      [resource('AWS::IAM::ManagedPolicy', { PolicyDocument: document(6_200) })],
      /managed policy has \d+ characters, and may have 6144/,
    ],
    [
      'a policy of a queue',
      [resource('AWS::SQS::QueuePolicy', { PolicyDocument: document(8_300) })],
      /queue policy/,
    ],
    [
      'a trust policy',
      [resource('AWS::IAM::Role', { AssumeRolePolicyDocument: document(2_100) })],
      /trust policy/,
    ],
    [
      'two policies of one role, which are short enough alone,',
      [5_500, 5_500].map((size) =>
        resource('AWS::IAM::Policy', { Roles: ['reader'], PolicyDocument: document(size) }),
      ),
      /stack\/reader: the inline policies together/,
    ],
    [
      'a policy that is too long once its names are known',
      [
        resource('AWS::SQS::QueuePolicy', {
          PolicyDocument: { Statement: Array.from({ length: 140 }, () => '⟨Queue⟩') },
        }),
      ],
      /queue policy/,
    ],
    [
      'variables of a function',
      [resource('AWS::Lambda::Function', { Environment: { Variables: { A: 'x'.repeat(4_100) } } })],
      /environment has \d+ characters/,
    ],
    [
      'an eleventh managed policy',
      [resource('AWS::IAM::Role', { ManagedPolicyArns: Array.from({ length: 11 }, () => 'arn') })],
      /more than 10 managed policies/,
    ],
  ])('control: %s is noticed', (_, broken, fault) => {
    expect(tooLong(broken)).toEqual([expect.stringMatching(fault)]);
  });
});

describe('event patterns', () => {
  test('ask for fields that events of those sources have', () => {
    expect(resources.filter(({ type }) => type === 'AWS::Events::Rule').length).toBeGreaterThan(2);
    expect(patternFaults(resources)).toEqual([]);
  });

  const sound = {
    source: ['aws.codepipeline'],
    'detail-type': ['CodePipeline Action Execution State Change'],
    detail: { pipeline: ['waypost'], type: { category: ['Approval'] } },
  };

  test.each<[string, object, RegExp]>([
    ['a field of the envelope', { 'detail-typ': ['x'] }, /events have no detail-typ/],
    ['a source', { source: ['aws.codepipe'] }, /nobody describes the event "aws.codepipe /],
    ['a detail type', { 'detail-type': ['CodePipeline Change'] }, /nobody describes the event/],
    ['a field', { detail: { pipelineName: ['waypost'] } }, /no event has detail\.pipelineName/],
    [
      'a field within a field',
      { detail: { type: { categories: ['Approval'] } } },
      /no event has detail\.type\.categories/,
    ],
    [
      'a field in an alternative',
      { detail: { $or: [{ state: ['FAILED'] }, { status: ['FAILED'] }] } },
      /no event has detail\.status/,
    ],
    ['an operator', { detail: { state: [{ startsWith: 'F' }] } }, /EventBridge has no startsWith/],
  ])('control: %s that there is not is noticed', (_, change, fault) => {
    const rule = (EventPattern: object) => [resource('AWS::Events::Rule', { EventPattern })];
    expect(patternFaults(rule({ ...sound, ...change }))).toContainEqual(
      expect.stringMatching(fault),
    );
    expect(patternFaults(rule(sound))).toEqual([]);
  });
});
