import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PutAccountDetailsCommand, SESv2Client } from '@aws-sdk/client-sesv2';
import { awsView } from '../../bin/commands/doctor/adapters/aws-view';
import { doctorPorts } from '../../bin/commands/doctor/adapters';
import type { AccountView } from '../../bin/commands/doctor/ports';
import type { DoctorReport } from '../../bin/commands/doctor/report';
import { main } from '../../bin/commands/terminal/main';
import { waypostProgram } from '../../bin/commands/program';
import { environmentNames } from '../../lib/naming';
import type { EnvironmentName } from '../../lib/types/branded';
import { writeSession } from '../../rehearsal/workspace/session-file';
import { config, projectOf } from '../bin/commands/fakes';
import { outputsOf } from './support/deploy';
import { clientAs } from './support/roles';
import { clientOf, DEV, REGION, runningEmulator } from './support/running-emulator';

const emulator = runningEmulator();
const names = environmentNames(config.project, 'dev' as EnvironmentName);
const place = config.environments.find(({ name }) => name === 'dev') ?? config.tools;
const repository = mkdtempSync(join(tmpdir(), 'waypost-doctor-'));
afterAll(() => {
  rmSync(repository, { recursive: true });
});

const nothing = { Placeholder: { Type: 'AWS::CloudFormation::WaitConditionHandle' } };

beforeAll(async () => {
  writeSession(repository, { endpoint: emulator().endpoint, pid: process.pid });
  await outputsOf(emulator(), {
    stack: names.stacks.dns,
    region: 'us-east-1',
    template: {
      Resources: {
        Certificate: {
          Type: 'AWS::CertificateManager::Certificate',
          Properties: { DomainName: 'dev.example.com' },
        },
        Zone: { Type: 'AWS::Route53::HostedZone', Properties: { Name: 'dev.example.com.' } },
        Dmarc: {
          Type: 'AWS::Route53::RecordSet',
          Properties: {
            HostedZoneId: { Ref: 'Zone' },
            Name: '_dmarc.dev.example.com.',
            Type: 'TXT',
            TTL: '300',
            ResourceRecords: ['"v=DMARC1; p=none"'],
          },
        },
      },
      Outputs: {
        NameServers: { Value: { 'Fn::Join': [' ', { 'Fn::GetAtt': ['Zone', 'NameServers'] }] } },
      },
    },
  });
  await outputsOf(emulator(), {
    stack: names.stacks.email,
    template: {
      Resources: {
        Identity: {
          Type: 'AWS::SES::EmailIdentity',
          Properties: { EmailIdentity: config.contact.sender },
        },
      },
    },
  });
  await outputsOf(emulator(), {
    stack: names.stacks.monitoring,
    template: {
      Resources: {
        Topic: { Type: 'AWS::SNS::Topic', Properties: { TopicName: names.alarmTopic } },
        Owner: {
          Type: 'AWS::SNS::Subscription',
          Properties: {
            TopicArn: { Ref: 'Topic' },
            Protocol: 'email',
            Endpoint: config.notifications[0],
          },
        },
      },
    },
  });
  for (const stack of [names.stacks.storage, 'CDKToolkit']) {
    await outputsOf(emulator(), { stack, template: { Resources: nothing } });
  }
});

/** `waypost doctor <name> --rehearsal --json` */
async function doctor(name: string) {
  let stdout = '';
  const program = waypostProgram(projectOf(config), {
    doctor: () => ({ ...doctorPorts(repository), write: (text: string) => (stdout += text) }),
  });
  const errors: string[] = [];
  const code = await main(program, ['doctor', name, '--rehearsal', '--json'], (text) =>
    errors.push(text),
  );
  const report = stdout === '' ? undefined : (JSON.parse(stdout) as DoctorReport);
  return {
    code: code ?? 0,
    errors,
    says: (report?.examined ?? []).flatMap(({ findings }) =>
      findings.map(({ verdict, says }) => `${verdict}: ${says}`),
    ),
  };
}

test('doctor reads stacks, SES and subscriptions of the rehearsal, and says what is missing', async () => {
  const { code, says } = await doctor('dev');
  expect(code).toBe(1);
  expect(says).toEqual([
    'wrong: not bootstrapped in us-east-1',
    `to do: not deployed: ${[names.stacks.cost, names.stacks.contact, names.stacks.edge].join(', ')}`,
    expect.stringMatching(/^(to do|wrong): .*dev\.example\.com/) as string,
    expect.stringMatching(/^fine: the certificate for dev\.example\.com is valid/) as string,
    expect.stringMatching(/^fine: \d+ functions can run at once/) as string,
    expect.stringMatching(/^fine: SES sends to anyone, \d+ a day/) as string,
    'fine: mail comes from owner@example.com, which is verified',
    'fine: owner@example.com gets mails about alarms',
  ]);
});

test('an account that is put into the sandbox is found there', async () => {
  const ses = new SESv2Client(clientOf(emulator(), { account: DEV }));
  const details = { MailType: 'TRANSACTIONAL', WebsiteURL: 'https://dev.example.com' } as const;
  await ses.send(new PutAccountDetailsCommand({ ...details, ProductionAccessEnabled: false }));
  const { says } = await doctor('dev');
  expect(says.filter((one) => one.includes('SES'))).toContainEqual(
    expect.stringContaining("SES's sandbox: mail goes to verified addresses only"),
  );
  await ses.send(new PutAccountDetailsCommand({ ...details, ProductionAccessEnabled: true }));
});

test('the zone’s records are read as the stack made them', async () => {
  const view = awsView(place, clientOf(emulator(), { account: DEV }));
  const records = await view.zoneRecords(names.stacks.dns, 'us-east-1');
  expect(records).toContainEqual({
    name: '_dmarc.dev.example.com',
    type: 'TXT',
    values: ['v=DMARC1; p=none'],
  });
  expect(records?.map(({ type }) => type).sort()).toEqual(['NS', 'SOA', 'TXT']);
});

test('what is not there is undefined, not a fault', async () => {
  const view = awsView(place, clientOf(emulator(), { account: DEV }));
  expect(await view.stack('missing', REGION)).toBeUndefined();
  expect(await view.zoneRecords('missing', REGION)).toBeUndefined();
  expect(await view.zoneRecords(names.stacks.email, REGION)).toBeUndefined();
  expect(await view.mailIdentity('nobody@example.net')).toBeUndefined();
  expect(await view.subscriptions('missing')).toBeUndefined();
});

/** A role with the actions that docs/email.md names, less some. */
async function reader(...without: string[]) {
  const text = readFileSync(join(__dirname, '../../docs/email.md'), 'utf8');
  const [, list = ''] =
    /needs these actions[^`]*((?:`[\w-]+:\w+`[,.\s]+(?:and\s)?)+)/.exec(text) ?? [];
  const named = [...list.matchAll(/`([\w-]+:\w+)`/g)].map(([, action = '']) => action);
  const RoleName = ['reader', ...without.map((action) => action.replace(':', '-'))].join('-');
  await outputsOf(emulator(), {
    stack: RoleName,
    template: {
      Resources: {
        Role: {
          Type: 'AWS::IAM::Role',
          Properties: {
            RoleName,
            AssumeRolePolicyDocument: policy({
              Action: 'sts:AssumeRole',
              Principal: { Service: 'codebuild.amazonaws.com' },
            }),
            Policies: [
              {
                PolicyName: 'reads',
                PolicyDocument: policy({
                  Action: named.filter((action) => !without.includes(action)),
                  Resource: '*',
                }),
              },
            ],
          },
        },
      },
    },
  });
  const session = await clientAs(emulator(), 'codebuild.amazonaws.com', RoleName);
  return { named, view: awsView(place, session) };
}

const policy = (statement: object) => ({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', ...statement }],
});

const everything = (view: AccountView) =>
  Promise.all([
    view.accountId(),
    view.stack(names.stacks.dns, 'us-east-1'),
    view.zoneRecords(names.stacks.dns, 'us-east-1'),
    view.mailAccount(),
    view.mailIdentity(config.contact.sender),
    view.subscriptions(names.alarmTopic),
    view.functionsAtOnce(),
    view.zones(),
    view.endpointZones(['sqs', 'email']),
    view.template(names.stacks.dns, 'us-east-1'),
    view.certificate(names.stacks.dns, 'us-east-1'),
    view.backupOfTables(REGION),
  ]);

test('the actions that docs/email.md names are enough, and they only read', async () => {
  const { named, view } = await reader();
  expect(named.filter((action) => !/:(Describe|Get|List)/.test(action))).toEqual([]);
  await expect(everything(view)).resolves.toHaveLength(12);
});

// The emulator asks for no permission to lambda:GetAccountSettings, and has no Service Quotas.
test.each([
  'acm:DescribeCertificate',
  'backup:DescribeRegionSettings',
  'cloudformation:DescribeStacks',
  'cloudformation:GetTemplate',
  'cloudformation:ListStackResources',
  'ec2:DescribeAvailabilityZones',
  'ec2:DescribeVpcEndpointServices',
  'route53:ListResourceRecordSets',
  'ses:GetAccount',
  'ses:GetEmailIdentity',
  'sns:ListSubscriptionsByTopic',
])('control: without %s doctor is refused', async (action) => {
  const { named, view } = await reader(action);
  expect(named).toContain(action);
  await expect(everything(view)).rejects.toMatchObject({ code: 'AWS_ACCESS_DENIED' });
});
