import { CloudFormationClient, DeleteStackCommand } from '@aws-sdk/client-cloudformation';
import { CloudWatchLogsClient, CreateLogGroupCommand } from '@aws-sdk/client-cloudwatch-logs';
import { CodeBuildClient, StartBuildCommand } from '@aws-sdk/client-codebuild';
import { CodePipelineClient, PutJobSuccessResultCommand } from '@aws-sdk/client-codepipeline';
import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { SendEmailCommand, SESClient } from '@aws-sdk/client-ses';
import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { CreateQueueCommand, ListQueuesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { type FaultKind, SERVICES } from '../../rehearsal/faults/fault';
import { eventually } from '../helpers/eventually';
import { outputsOf } from './support/deploy';
import { rolesOf } from './support/roles';
import { clientOf, DEV, REGION, runningEmulator } from './support/running-emulator';

const emulator = runningEmulator();
const LAMBDA = 'lambda.amazonaws.com';
const ROLE = `arn:aws:iam::${DEV}:role/worker`;

beforeAll(async () => {
  const Worker = rolesOf(LAMBDA)('worker', { Action: '*', Resource: '*' });
  await outputsOf(emulator(), { stack: 'worker', template: { Resources: { Worker } } });
});

async function session() {
  const request = { roleArn: ROLE, service: LAMBDA, sessionName: 'test', region: REGION };
  return emulator().assumeServiceRole(request);
}
type Session = Awaited<ReturnType<typeof session>>;
/** One attempt: what is broken once would be mended by the next. */
const client = (identity: Session | { readonly account: string }) => ({
  ...clientOf(emulator(), identity),
  maxAttempts: 1,
});

let faults = 0;
async function plant(kind: FaultKind, where: { service: string } | { accessKeyId: string }) {
  const id = `fault-${(faults += 1)}`;
  await emulator().plantFault({
    id,
    label: `${Object.values(where).join()}:${kind}`,
    kind,
    ...where,
  });
  return id;
}
const createQueue = (identity: Session | { readonly account: string }, QueueName: string) =>
  new SQSClient(client(identity)).send(new CreateQueueCommand({ QueueName }));
const queues = async () => {
  const root = new SQSClient(client({ account: DEV }));
  const { QueueUrls = [] } = await root.send(new ListQueuesCommand({}));
  return QueueUrls.map((url) => url.split('/').at(-1));
};

const Message = { Subject: { Data: 'a' }, Body: { Text: { Data: 'a' } } };
/** A call of each service that changes something. */
const CALLS: Record<(typeof SERVICES)[number], (as: Session) => Promise<unknown>> = {
  cloudformation: (as) =>
    new CloudFormationClient(client(as)).send(new DeleteStackCommand({ StackName: 'none' })),
  codebuild: (as) =>
    new CodeBuildClient(client(as)).send(new StartBuildCommand({ projectName: 'none' })),
  codepipeline: (as) =>
    new CodePipelineClient(client(as)).send(new PutJobSuccessResultCommand({ jobId: 'none' })),
  dynamodb: (as) =>
    new DynamoDBClient(client(as)).send(
      new PutItemCommand({ TableName: 'none', Item: { id: { S: 'a' } } }),
    ),
  lambda: (as) => new LambdaClient(client(as)).send(new InvokeCommand({ FunctionName: 'none' })),
  logs: (as) =>
    new CloudWatchLogsClient(client(as)).send(new CreateLogGroupCommand({ logGroupName: 'a' })),
  s3: (as) =>
    new S3Client({ ...client(as), forcePathStyle: true }).send(
      new PutObjectCommand({ Bucket: 'none', Key: 'a', Body: 'a' }),
    ),
  ses: (as) =>
    new SESClient(client(as)).send(
      new SendEmailCommand({ Source: 'a@example.com', Destination: {}, Message }),
    ),
  sns: (as) =>
    new SNSClient(client(as)).send(
      new PublishCommand({ TopicArn: `arn:aws:sns:${REGION}:${DEV}:none`, Message: 'a' }),
    ),
  sqs: (as) => createQueue(as, 'called'),
  sts: (as) =>
    new STSClient(client(as)).send(
      new AssumeRoleCommand({ RoleArn: ROLE, RoleSessionName: 'again' }),
    ),
};

const REFUSALS = [
  ['deny', /^(AccessDenied|AccessDeniedException|AuthorizationErrorException)$/],
  ['throttle', /^(Throttling|ThrottlingException|ThrottledException|SlowDown)$/],
  ['fail', /^(InternalFailure|InternalError)$/],
  ['kill', /^(InternalFailure|InternalError)$/],
] as const;

test.each(SERVICES.flatMap((service) => REFUSALS.map(([kind, name]) => ({ service, kind, name }))))(
  'the SDK reads a planted $kind of $service, which says that it was planted',
  async ({ service, kind, name }) => {
    const id = await plant(kind, { service });

    await expect(CALLS[service](await session())).rejects.toMatchObject({
      name: expect.stringMatching(name) as string,
      message: expect.stringContaining(
        `planted by --break ${service}:${kind}, no real fault`,
      ) as string,
    });
    expect(await emulator().faultMetBy(id)).toMatch(new RegExp(`^${service}:`));
    await emulator().liftFault(id);
  },
);

test('a fault is met once, by a call that changes something, and not by an account’s root', async () => {
  const id = await plant('fail', { service: 'sqs' });
  const as = await session();
  await new SQSClient(client(as)).send(new ListQueuesCommand({}));
  await createQueue({ account: DEV }, 'of-root');
  expect(await emulator().faultMetBy(id)).toBeUndefined();

  await expect(createQueue(as, 'once')).rejects.toThrow(/planted/);
  await createQueue(as, 'twice');
  expect(await queues()).toEqual(expect.arrayContaining(['of-root', 'twice']));
  expect(await queues()).not.toContain('once');
  await emulator().liftFault(id);
});

test('a fault of a session leaves another session of its role alone', async () => {
  const [one, other] = await Promise.all([session(), session()]);
  const id = await plant('deny', { accessKeyId: one.accessKeyId });
  await createQueue(other, 'other');
  await expect(createQueue(one, 'denied')).rejects.toThrow(/is denied: planted/);
  await emulator().liftFault(id);
});

test('a killed call was done, though its answer is lost', async () => {
  const id = await plant('kill', { service: 'sqs' });
  await expect(createQueue(await session(), 'killed')).rejects.toThrow(/its answer is lost/);
  expect(await queues()).toContain('killed');
  await emulator().liftFault(id);
});

test('a delayed call goes on when its fault is lifted', async () => {
  const id = await plant('delay', { service: 'sqs' });
  let done = false;
  const call = createQueue(await session(), 'late').then(() => (done = true));
  await eventually(() => emulator().faultMetBy(id));
  expect(done).toBe(false);
  expect(await queues()).not.toContain('late');
  await emulator().liftFault(id);
  await call;
  expect(await queues()).toContain('late');
});

test('a fault that was lifted before it was met breaks nothing', async () => {
  await emulator().liftFault(await plant('fail', { service: 'sqs' }));
  await createQueue(await session(), 'whole');
  expect(await queues()).toContain('whole');
});
