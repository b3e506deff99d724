import { SendTemplatedEmailCommand, SESClient } from '@aws-sdk/client-ses';
import { DeleteMessageBatchCommand, SendMessageBatchCommand, SQSClient } from '@aws-sdk/client-sqs';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import type { SessionCredentials } from '../../rehearsal/emulator/control';
import { disagreements, readDecisions } from '../least-privilege/decisions';
import { story } from '../helpers/story';
import { outputsOf } from './support/deploy';
import { clientOf, DEV, REGION, runningEmulator, TOOLS } from './support/running-emulator';

const emulator = runningEmulator();
const step = story();

const statement = (rest: object) => ({ Effect: 'Allow', ...rest });
const policy = (...statements: object[]) => ({ Version: '2012-10-17', Statement: statements });
const role = (name: string, trust: object, grants: object[] = [], more: object = {}) => ({
  Type: 'AWS::IAM::Role',
  Properties: {
    RoleName: name,
    AssumeRolePolicyDocument: policy(statement({ Action: 'sts:AssumeRole', ...trust })),
    Policies:
      grants.length === 0
        ? []
        : [{ PolicyName: 'grants', PolicyDocument: policy(...grants.map(statement)) }],
    ...more,
  },
});
const byBuilds = { Principal: { Service: 'codebuild.amazonaws.com' } };
const byTools = { Principal: { AWS: `arn:aws:iam::${TOOLS}:root` } };
const arnOf = (account: string, name: string) => `arn:aws:iam::${account}:role/${name}`;

async function sessionOf(account: string, name: string): Promise<SessionCredentials> {
  return emulator().assumeServiceRole({
    roleArn: arnOf(account, name),
    service: 'codebuild.amazonaws.com',
    sessionName: 'test',
    region: REGION,
  });
}

async function assume(identity: SessionCredentials, account: string, name: string) {
  const sts = new STSClient(clientOf(emulator(), identity));
  const { AssumedRoleUser } = await sts.send(
    new AssumeRoleCommand({ RoleArn: arnOf(account, name), RoleSessionName: 'test' }),
  );
  return AssumedRoleUser?.Arn;
}

const denied = expect.objectContaining({ name: 'AccessDenied' }) as Error;

describe('assuming a role of another account', () => {
  step(async () => {
    const toDev = { Action: 'sts:AssumeRole', Resource: arnOf(DEV, '*') };
    const toBootstrap = {
      Action: 'sts:AssumeRole',
      Resource: '*',
      Condition: { StringEquals: { 'iam:ResourceTag/aws-cdk:bootstrap-role': 'deploy' } },
    };
    await outputsOf(emulator(), {
      stack: 'builds',
      account: TOOLS,
      template: {
        Resources: {
          SmokeTest: role('smoke-test', byBuilds, [toDev], { Path: '/' }),
          Other: role('other', byBuilds, [toDev]),
          SelfMutation: role('self-mutation', byBuilds, [toBootstrap]),
          Ungranted: role('ungranted', byBuilds),
        },
      },
    });
    const named = { ArnEquals: { 'aws:PrincipalArn': arnOf(TOOLS, 'smoke-test') } };
    const via = (value: string) => ({ Bool: { 'aws:ViaAWSService': value } });
    const tag = (Value: string) => ({ Tags: [{ Key: 'aws-cdk:bootstrap-role', Value }] });
    await outputsOf(emulator(), {
      stack: 'targets',
      template: {
        Resources: {
          Invoke: role('invoke', { ...byTools, Condition: named }),
          Deploy: role('deploy', byTools, [], tag('deploy')),
          Lookup: role('lookup', byTools, [], tag('lookup')),
          Untrusting: role('untrusting', byBuilds),
          ByItself: role('by-itself', { ...byTools, Condition: via('codepipeline.amazonaws.com') }),
          ByServices: role('by-services', { ...byTools, Condition: via('true') }),
        },
      },
    });
  });

  test(
    'aws:PrincipalArn in a trust policy is the ARN of the caller’s role',
    step(async () => {
      const session = await sessionOf(TOOLS, 'smoke-test');
      await expect(assume(session, DEV, 'invoke')).resolves.toBe(
        `arn:aws:sts::${DEV}:assumed-role/invoke/test`,
      );
      await expect(assume(await sessionOf(TOOLS, 'other'), DEV, 'invoke')).rejects.toThrow(denied);
    }),
  );

  test(
    'iam:ResourceTag is a tag of the role to be assumed',
    step(async () => {
      const session = await sessionOf(TOOLS, 'self-mutation');
      await expect(assume(session, DEV, 'deploy')).resolves.toContain('assumed-role/deploy');
      await expect(assume(session, DEV, 'lookup')).rejects.toThrow(denied);
    }),
  );

  test(
    'aws:ViaAWSService is false for a role that calls by itself, and a text that is not true is false',
    step(async () => {
      const session = await sessionOf(TOOLS, 'other');
      await expect(assume(session, DEV, 'by-itself')).resolves.toContain('assumed-role/by-itself');
      await expect(assume(session, DEV, 'by-services')).rejects.toThrow(denied);
    }),
  );

  test(
    'wants both the grant and the trust',
    step(async () => {
      const ungranted = await sessionOf(TOOLS, 'ungranted');
      await expect(assume(ungranted, DEV, 'deploy')).rejects.toThrow(denied);
      const granted = await sessionOf(TOOLS, 'smoke-test');
      await expect(assume(granted, DEV, 'untrusting')).rejects.toThrow(denied);
    }),
  );
});

describe('sending templated mail', () => {
  const SENDER = 'contact@example.com';
  const ses = (kind: string) => `arn:aws:ses:${REGION}:${DEV}:${kind}`;
  const grant = (resources: string[]) => ({
    Action: 'ses:SendTemplatedEmail',
    Resource: resources,
    Condition: { StringEquals: { 'ses:FromAddress': SENDER } },
  });

  step(async () => {
    const everything = [ses('identity/*'), ses('configuration-set/mail'), ses('template/message')];
    await outputsOf(emulator(), {
      stack: 'mail',
      template: {
        Resources: {
          Identity: {
            Type: 'AWS::SES::EmailIdentity',
            Properties: { EmailIdentity: 'example.com' },
          },
          Set: { Type: 'AWS::SES::ConfigurationSet', Properties: { Name: 'mail' } },
          Template: {
            Type: 'AWS::SES::Template',
            Properties: {
              Template: { TemplateName: 'message', SubjectPart: 'From {{name}}', TextPart: 'Hi' },
            },
          },
          Sender: role('sender', byBuilds, [grant(everything)]),
          NoTemplate: role('no-template', byBuilds, [grant(everything.slice(0, 2))]),
          NoSet: role('no-set', byBuilds, [grant([ses('identity/*'), ses('template/message')])]),
          NoIdentity: role('no-identity', byBuilds, [grant(everything.slice(1))]),
        },
      },
    });
  });

  async function sendAs(name: string, source = SENDER) {
    const client = new SESClient(clientOf(emulator(), await sessionOf(DEV, name)));
    return client.send(
      new SendTemplatedEmailCommand({
        Source: source,
        Destination: { ToAddresses: ['owner@example.org'] },
        ReplyToAddresses: ['visitor@example.net'],
        Template: 'message',
        TemplateData: JSON.stringify({ name: 'Ada' }),
        ConfigurationSetName: 'mail',
      }),
    );
  }

  test(
    'is allowed from the granted address, and the mail is listed with its Reply-To',
    step(async () => {
      const { MessageId } = await sendAs('sender');
      expect(await emulator().mails()).toEqual([
        {
          account: DEV,
          region: REGION,
          messageId: MessageId,
          sentAt: expect.any(String) as string,
          from: SENDER,
          to: ['owner@example.org'],
          cc: [],
          bcc: [],
          replyTo: ['visitor@example.net'],
          subject: 'From Ada',
          text: 'Hi',
          html: '',
          template: 'message',
        },
      ]);
    }),
  );

  test(
    'is denied from another address of the same domain',
    step(async () => {
      await expect(sendAs('sender', 'admin@example.com')).rejects.toThrow(denied);
    }),
  );

  const refused = ['no-template', 'no-set', 'no-identity'].map(
    (name) => [name, step(() => sendAs(name).catch((error: unknown) => error))] as const,
  );
  test.each(refused)('is denied to a role with %s', async (_, sent) => {
    expect(await sent()).toEqual(denied);
  });

  test(
    'needs a verified sender',
    step(async () => {
      const root = new SESClient(clientOf(emulator(), { account: DEV }));
      const send = new SendTemplatedEmailCommand({
        Source: 'someone@unverified.example',
        Destination: { ToAddresses: ['owner@example.org'] },
        Template: 'message',
        TemplateData: '{}',
      });
      await expect(root.send(send)).rejects.toThrow(/not verified/);
    }),
  );
});

test(
  'batches of a queue take the permission of the single call',
  step(async () => {
    const outputs = await outputsOf(emulator(), {
      stack: 'queue',
      template: {
        Resources: {
          Queue: { Type: 'AWS::SQS::Queue' },
          Consumer: role('consumer', byBuilds, [{ Action: 'sqs:DeleteMessage', Resource: '*' }]),
        },
        Outputs: { Queue: { Value: { Ref: 'Queue' } } },
      },
    });
    const QueueUrl = outputs['Queue'];
    const sqs = new SQSClient(clientOf(emulator(), await sessionOf(DEV, 'consumer')));
    const Entries = [{ Id: '1', ReceiptHandle: 'unknown', MessageBody: 'Hi' }];
    const deleted = await sqs.send(new DeleteMessageBatchCommand({ QueueUrl, Entries }));
    expect(deleted.Failed).toHaveLength(1);
    await expect(sqs.send(new SendMessageBatchCommand({ QueueUrl, Entries }))).rejects.toThrow(
      /not authorized to perform: sqs:sendmessage/i,
    );
  }),
);

test(
  'iam-simulate decides every one of these calls as the emulator does',
  step(async () => {
    const decisions = await readDecisions(emulator().decisionsFile);
    const verdicts = new Set(decisions.map(({ decision }) => decision));
    expect(verdicts).toEqual(new Set(['Allow', 'ImplicitDeny']));
    expect(await disagreements(decisions)).toEqual([]);
  }),
);
