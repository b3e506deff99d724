import {
  DELIVER_ACTIONS,
  EVENT_SOURCE_ACTIONS,
  FEEDBACK_ACTIONS,
  SUBMIT_ACTIONS,
  templateName,
} from '../../../../lambdas/contact-form/contract';
import type { Template } from '../../support/deploy';

export interface LineResources {
  /** Unique in the account; also the domain that mail is sent from. */
  readonly name: string;
  readonly visibilitySeconds: number;
  readonly maxReceiveCount: number;
}

export const senderOf = (name: string) => `contact@${name}.test`;

/** As `environmentNames` has them, so that calls are recorded as the environments' are. */
export const mailNames = (name: string) => ({
  configurationSet: { message: name, receipt: `${name}-receipts` },
  template: { message: `${name}-message`, receipt: `${name}-receipt` },
});

/** All that a message passes on its way, with roles that may do what the contract says and no more. */
export function lineTemplate({
  name,
  visibilitySeconds,
  maxReceiveCount,
}: LineResources): Template {
  return {
    Resources: {
      DeadLetters: { Type: 'AWS::SQS::Queue' },
      Queue: {
        Type: 'AWS::SQS::Queue',
        Properties: {
          VisibilityTimeout: visibilitySeconds,
          RedrivePolicy: { deadLetterTargetArn: arn('DeadLetters'), maxReceiveCount },
        },
      },
      Submissions: table('id'),
      Guard: table('key'),
      Topic: { Type: 'AWS::SNS::Topic' },
      Events: { Type: 'AWS::SQS::Queue' },
      EventsPolicy: {
        Type: 'AWS::SQS::QueuePolicy',
        Properties: {
          Queues: [{ Ref: 'Events' }],
          PolicyDocument: policy([
            {
              Effect: 'Allow',
              Principal: { Service: 'sns.amazonaws.com' },
              Action: 'sqs:SendMessage',
              Resource: arn('Events'),
            },
          ]),
        },
      },
      Subscription: {
        Type: 'AWS::SNS::Subscription',
        Properties: {
          TopicArn: { Ref: 'Topic' },
          Protocol: 'sqs',
          Endpoint: arn('Events'),
          RawMessageDelivery: true,
        },
      },
      Identity: { Type: 'AWS::SES::EmailIdentity', Properties: { EmailIdentity: `${name}.test` } },
      ...Object.fromEntries(
        (['message', 'receipt'] as const).flatMap(
          (kind): [string, Template['Resources'][string]][] => [
            [`${kind}Set`, configurationSet(mailNames(name).configurationSet[kind])],
            [
              `${kind}Template`,
              mailTemplate(templateName(mailNames(name).template[kind], 'en'), kind),
            ],
          ],
        ),
      ),
      Deliver: role([
        grant(DELIVER_ACTIONS.table, arn('Submissions')),
        grant(DELIVER_ACTIONS.guardTable, arn('Guard')),
        grant([...DELIVER_ACTIONS.queue, ...EVENT_SOURCE_ACTIONS], arn('Queue')),
        grant(DELIVER_ACTIONS.deadLetterQueue, arn('DeadLetters')),
        {
          ...grant(DELIVER_ACTIONS.mail, '*'),
          Condition: { StringEquals: { 'ses:FromAddress': senderOf(name) } },
        },
        grant(DELIVER_ACTIONS.eventTopic, { Ref: 'Topic' }),
      ]),
      Feedback: role([grant(FEEDBACK_ACTIONS, arn('Submissions'))]),
      Submit: role([
        grant(SUBMIT_ACTIONS.queue, arn('Queue')),
        grant(SUBMIT_ACTIONS.guardTable, arn('Guard')),
      ]),
    },
    Outputs: {
      ...refs('Queue', 'DeadLetters', 'Events', 'Submissions', 'Guard', 'Topic'),
      Deliver: { Value: arn('Deliver') },
      Feedback: { Value: arn('Feedback') },
      Submit: { Value: arn('Submit') },
    },
  };
}

export const arn = (resource: string) => ({ 'Fn::GetAtt': [resource, 'Arn'] });
const refs = (...ids: string[]) =>
  Object.fromEntries(ids.map((id) => [id, { Value: { Ref: id } }]));
export const policy = (Statement: object[]) => ({ Version: '2012-10-17', Statement });
export const grant = (Action: readonly string[], Resource: unknown) => ({
  Effect: 'Allow',
  Action,
  Resource,
});

export const table = (key: string) => ({
  Type: 'AWS::DynamoDB::Table',
  Properties: {
    BillingMode: 'PAY_PER_REQUEST',
    KeySchema: [{ AttributeName: key, KeyType: 'HASH' }],
    AttributeDefinitions: [{ AttributeName: key, AttributeType: 'S' }],
  },
});

const configurationSet = (Name: string) => ({
  Type: 'AWS::SES::ConfigurationSet',
  Properties: { Name },
});

/** Short ones of our own: their text is how mails are counted by submission. */
const mailTemplate = (TemplateName: string, kind: string) => ({
  Type: 'AWS::SES::Template',
  Properties: {
    Template: { TemplateName, SubjectPart: kind, TextPart: `${kind} {{id}}`, HtmlPart: kind },
  },
});

export const role = (statements: object[]) => ({
  Type: 'AWS::IAM::Role',
  Properties: {
    AssumeRolePolicyDocument: policy([
      { Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' },
    ]),
    Policies: [{ PolicyName: 'grants', PolicyDocument: policy(statements) }],
  },
});
