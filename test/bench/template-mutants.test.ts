import { idOf, mutantsOf, mutated } from '../../bench/template-mutants/mutants';

const template = {
  Resources: {
    Queue: {
      Type: 'AWS::SQS::Queue',
      DeletionPolicy: 'Retain',
      Properties: { SqsManagedSseEnabled: true, RedrivePolicy: { maxReceiveCount: 3 } },
    },
    Policy: {
      Type: 'AWS::SQS::QueuePolicy',
      Properties: {
        PolicyDocument: {
          Statement: [
            {
              Effect: 'Deny',
              Action: 'sqs:*',
              Principal: '*',
              Resource: '*',
              Condition: { Bool: { 'aws:SecureTransport': 'false' } },
            },
            {
              Effect: 'Allow',
              Action: ['sqs:SendMessage'],
              Principal: { Service: 'sns.amazonaws.com' },
              Resource: 'arn',
            },
          ],
        },
      },
    },
  },
};

const mutants = mutantsOf([template]);
const [deny, allow] = template.Resources.Policy.Properties.PolicyDocument.Statement;

function mutant(start: string) {
  const found = mutants.find((one) => idOf(one).startsWith(start));
  if (!found) throw new Error(`No mutant ${start}`);
  return mutated(template, found);
}

const statementsWith = (start: string) =>
  mutant(start).Resources.Policy.Properties.PolicyDocument.Statement;

it('weakens each property once, though two templates have the resource', () => {
  expect(mutantsOf([template, template]).map(idOf)).toEqual([
    'AWS::SQS::Queue Queue DeletionPolicy -> "Delete"',
    'AWS::SQS::Queue Queue Properties.SqsManagedSseEnabled -> false',
    'AWS::SQS::Queue Queue Properties.RedrivePolicy removed',
    'AWS::SQS::QueuePolicy Policy Deny removed Deny sqs:*',
    'AWS::SQS::QueuePolicy Policy Condition.Bool.aws:SecureTransport removed Deny sqs:*',
    'AWS::SQS::QueuePolicy Policy Principal -> everybody Allow sqs:SendMessage',
  ]);
});

it('changes a property, and nothing beside it', () => {
  expect(mutant('AWS::SQS::Queue Queue Properties.SqsManagedSseEnabled')).toEqual({
    Resources: {
      ...template.Resources,
      Queue: {
        ...template.Resources.Queue,
        Properties: { SqsManagedSseEnabled: false, RedrivePolicy: { maxReceiveCount: 3 } },
      },
    },
  });
  expect(
    mutant('AWS::SQS::Queue Queue Properties.RedrivePolicy').Resources.Queue.Properties,
  ).toEqual({
    SqsManagedSseEnabled: true,
  });
});

it('takes a refusal, or one key of a condition, out of a policy', () => {
  expect(statementsWith('AWS::SQS::QueuePolicy Policy Deny')).toEqual([allow]);
  expect(statementsWith('AWS::SQS::QueuePolicy Policy Condition')).toEqual([
    { ...deny, Condition: { Bool: {} } },
    allow,
  ]);
});

it('admits everybody to what a policy is for', () => {
  expect(statementsWith('AWS::SQS::QueuePolicy Policy Principal')).toEqual([
    deny,
    { ...allow, Principal: { AWS: '*' } },
  ]);
});

it('leaves a template alone that has nothing to weaken', () => {
  const [first] = mutants;
  const other = { Resources: { Queue: { Type: 'AWS::SNS::Topic', DeletionPolicy: 'Retain' } } };
  expect(first && mutated(other, first)).toBe(other);
});
