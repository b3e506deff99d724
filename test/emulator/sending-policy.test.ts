import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CreateBucketCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import {
  CloudFormationClient,
  DeleteStackCommand,
  waitUntilStackDeleteComplete,
} from '@aws-sdk/client-cloudformation';
import { SendEmailCommand, SESClient } from '@aws-sdk/client-ses';
import {
  CreateEmailIdentityPolicyCommand,
  DeleteEmailIdentityPolicyCommand,
  GetEmailIdentityCommand,
  SESv2Client,
  UpdateEmailIdentityPolicyCommand,
} from '@aws-sdk/client-sesv2';
import { environmentBoundary } from '../../lib/security/permissions-boundary';
import { nodeModules } from '../../rehearsal/paths';
import { dev, sample } from '../helpers/sample';
import { exampleConfig, prodInput } from '../helpers/example-config';
import { identityPolicyOf } from '../helpers/sending-policy';
import { story } from '../helpers/story';
import { synthesizedEnvironment } from '../helpers/synthesis';
import { outputsOf, type Template, update } from './support/deploy';
import { zipOf } from './support/zip';
import { clientAs } from './support/roles';
import { clientOf, DEV, PROD, REGION, runningEmulator } from './support/running-emulator';

const emulator = runningEmulator();
/** One of the identity that has its policy by API, one of the stack's. */
const [step, stackStep] = [story(), story()];
const environments = [
  { ...dev, restrictSending: true },
  { ...prodInput, restrictSending: true },
];
const policy = identityPolicyOf(synthesizedEnvironment('prod', exampleConfig({ environments })));
/** What CDK uploads as the asset of its custom resource's function. */
const CDK_HANDLER = join(
  nodeModules,
  'aws-cdk-lib/custom-resource-handlers/dist/custom-resources/aws-custom-resource-handler/index.js',
);
const SENDER = 'contact@example.com';
const DELIVER = 'waypost-prod-deliver';

const document = (statement: object) => ({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', ...statement }],
});
/** A role to which IAM allows everything of SES. */
const mighty = (RoleName: string) => ({
  Type: 'AWS::IAM::Role',
  Properties: {
    RoleName,
    AssumeRolePolicyDocument: document({
      Action: 'sts:AssumeRole',
      Principal: { Service: 'lambda.amazonaws.com' },
    }),
    Policies: [{ PolicyName: 'all', PolicyDocument: document({ Action: 'ses:*', Resource: '*' }) }],
  },
});

beforeAll(async () => {
  await outputsOf(emulator(), {
    stack: 'mail',
    account: PROD,
    template: {
      Resources: {
        Identity: { Type: 'AWS::SES::EmailIdentity', Properties: { EmailIdentity: 'example.com' } },
        Deliver: mighty(DELIVER),
        Other: mighty('other'),
      },
    },
  });
});

async function sesAs(role: string, account: string) {
  const session = await clientAs(emulator(), 'lambda.amazonaws.com', role, account);
  return new SESClient(session);
}

async function send(role: string, Source = SENDER, account = PROD) {
  const client = await sesAs(role, account);
  const text = { Data: 'Hello' };
  const { MessageId } = await client.send(
    new SendEmailCommand({
      Source,
      Destination: { ToAddresses: ['owner@example.org'] },
      Message: { Subject: text, Body: { Text: text } },
    }),
  );
  return MessageId;
}

const denied = expect.objectContaining({ name: 'AccessDenied' }) as Error;
const missing = expect.objectContaining({ name: 'NotFoundException' }) as Error;

test(
  'control: without the policy every role may send to which IAM allows it',
  step(async () => {
    await expect(send('other')).resolves.toEqual(expect.any(String));
    await expect(send(DELIVER, 'admin@example.com')).resolves.toEqual(expect.any(String));
  }),
);

function sesOf(account: string) {
  return new SESv2Client(clientOf(emulator(), { account }));
}

async function policyNames(EmailIdentity: string, account: string) {
  const { Policies = {} } = await sesOf(account).send(
    new GetEmailIdentityCommand({ EmailIdentity }),
  );
  return Object.keys(Policies);
}

describe('the policy of the identity, as the email stack has it', () => {
  // After the control, which looks at the identity without it.
  step(() => sesOf(PROD).send(new CreateEmailIdentityPolicyCommand(policy)));

  test(
    'lets deliver send as the configured sender',
    step(async () => {
      await expect(send(DELIVER)).resolves.toEqual(expect.any(String));
    }),
  );

  test(
    'refuses another role of the account, whatever IAM allows it',
    step(async () => {
      await expect(send('other')).rejects.toThrow(denied);
    }),
  );

  test(
    'refuses deliver as another sender, whatever IAM allows it',
    step(async () => {
      await expect(send(DELIVER, 'admin@example.com')).rejects.toThrow(denied);
    }),
  );

  test(
    'is created once, and updated after that',
    step(async () => {
      const again = sesOf(PROD).send(new CreateEmailIdentityPolicyCommand(policy));
      await expect(again).rejects.toThrow(
        expect.objectContaining({ name: 'AlreadyExistsException' }) as Error,
      );
      const Policy = policy.Policy.replace(`role/${DELIVER}`, 'role/other');
      await sesOf(PROD).send(new UpdateEmailIdentityPolicyCommand({ ...policy, Policy }));
      await expect(send('other')).resolves.toEqual(expect.any(String));
      await expect(send(DELIVER)).rejects.toThrow(denied);
    }),
  );

  test(
    'ends when it is deleted',
    step(async () => {
      const { EmailIdentity, PolicyName } = policy;
      const deletion = new DeleteEmailIdentityPolicyCommand({ EmailIdentity, PolicyName });
      await sesOf(PROD).send(deletion);
      await expect(send(DELIVER)).resolves.toEqual(expect.any(String));
      await expect(sesOf(PROD).send(deletion)).rejects.toThrow(missing);
      await expect(sesOf(PROD).send(new UpdateEmailIdentityPolicyCommand(policy))).rejects.toThrow(
        missing,
      );
    }),
  );
});

test('an identity that is not there gets no policy', async () => {
  const EmailIdentity = 'missing.example';
  const put = new CreateEmailIdentityPolicyCommand({ ...policy, EmailIdentity });
  await expect(sesOf(PROD).send(put)).rejects.toThrow(missing);
});

describe('the email stack', () => {
  const stack = 'waypost-dev-email';
  const owner = 'owner@example.com';
  const resources = (sender: string, policyOf = 'waypost-dev-deliver') => {
    const contact = { ...sample.contact, sender };
    const unverified = synthesizedEnvironment('dev', exampleConfig({ contact, environments }));
    const { Resources } = unverified.template('email').toJSON() as Template;
    const text = JSON.stringify(Resources).replaceAll(
      'role/waypost-dev-deliver',
      `role/${policyOf}`,
    );
    return JSON.parse(text) as Template['Resources'];
  };
  const updated = async (Resources: Template['Resources']) =>
    update(emulator(), { stack, template: { Resources } });

  beforeAll(async () => {
    await uploadCdkHandler(resources(owner));
    await outputsOf(emulator(), {
      stack: 'roles',
      template: {
        Resources: {
          Boundary: {
            Type: 'AWS::IAM::ManagedPolicy',
            Properties: {
              ManagedPolicyName: 'waypost-boundary',
              PolicyDocument: environmentBoundary(),
            },
          },
          Deliver: mighty('waypost-dev-deliver'),
          Other: mighty('other'),
        },
      },
    });
  });

  test(
    'gives the policy to its identity',
    stackStep(async () => {
      await outputsOf(emulator(), { stack, template: { Resources: resources(owner) } });
      await expect(send('waypost-dev-deliver', owner, DEV)).resolves.toEqual(expect.any(String));
      await expect(send('other', owner, DEV)).rejects.toThrow(denied);
    }),
  );

  test(
    'updates the policy',
    stackStep(async () => {
      await expect(updated(resources(owner, 'other'))).resolves.toMatchObject({
        status: 'UPDATE_COMPLETE',
      });
      await expect(send('other', owner, DEV)).resolves.toEqual(expect.any(String));
      await expect(send('waypost-dev-deliver', owner, DEV)).rejects.toThrow(denied);
    }),
  );

  test(
    'gives it to another identity when the sender changes',
    stackStep(async () => {
      await expect(updated(resources('new@example.com'))).resolves.toMatchObject({
        status: 'UPDATE_COMPLETE',
      });
      await expect(policyNames('new@example.com', DEV)).resolves.toEqual([policy.PolicyName]);
    }),
  );

  test(
    'fails on a policy that is there already, until that is deleted',
    stackStep(async () => {
      const { PolicyName, Policy } = policy;
      const EmailIdentity = 'new@example.com';
      const without = Object.entries(resources(EmailIdentity)).filter(
        ([, { Type }]) => Type !== 'Custom::SesIdentityPolicy',
      );
      await updated(Object.fromEntries(without));
      const stray = new CreateEmailIdentityPolicyCommand({ EmailIdentity, PolicyName, Policy });
      await sesOf(DEV).send(stray);
      const failed = await updated(resources(EmailIdentity));
      expect(failed.status).toBe('UPDATE_ROLLBACK_COMPLETE');
      expect(failed.reasons.join()).toContain('already exists');
      await sesOf(DEV).send(new DeleteEmailIdentityPolicyCommand({ EmailIdentity, PolicyName }));
      await expect(updated(resources(EmailIdentity))).resolves.toMatchObject({
        status: 'UPDATE_COMPLETE',
      });
      await expect(policyNames(EmailIdentity, DEV)).resolves.toEqual([PolicyName]);
    }),
  );

  test(
    'is deleted though somebody deleted the policy before',
    stackStep(async () => {
      const EmailIdentity = 'new@example.com';
      const { PolicyName } = policy;
      await sesOf(DEV).send(new DeleteEmailIdentityPolicyCommand({ EmailIdentity, PolicyName }));
      const client = new CloudFormationClient(clientOf(emulator(), { account: DEV }));
      await client.send(new DeleteStackCommand({ StackName: stack }));
      const wait = { client, minDelay: 1, maxWaitTime: 600 };
      await waitUntilStackDeleteComplete(wait, { StackName: stack });
      await expect(policyNames(EmailIdentity, DEV)).rejects.toThrow(missing);
    }),
  );
});

async function uploadCdkHandler(resources: Template['Resources']) {
  const provider = Object.values(resources).find(({ Type }) => Type === 'AWS::Lambda::Function');
  const { Code } = (provider?.Properties ?? {}) as { Code?: { S3Key: string } };
  const S3Key = Code?.S3Key;
  const s3 = new S3Client({ ...clientOf(emulator(), { account: DEV }), forcePathStyle: true });
  const Bucket = `cdk-hnb659fds-assets-${DEV}-${REGION}`;
  await s3.send(new CreateBucketCommand({ Bucket }));
  const Body = await zipOf({ 'index.js': readFileSync(CDK_HANDLER, 'utf8') });
  await s3.send(new PutObjectCommand({ Bucket, Key: S3Key, Body }));
}
