import {
  DescribeFlowLogsCommand,
  DescribeNetworkAclsCommand,
  DescribeSecurityGroupsCommand,
  DescribeSubnetsCommand,
  DescribeVpcEndpointsCommand,
  DescribeVpcsCommand,
  EC2Client,
} from '@aws-sdk/client-ec2';
import { App } from 'aws-cdk-lib';
import { ApplicationStage } from '../../stages/application-stage';
import { accountNames } from '../../lib/naming';
import { environmentBoundary } from '../../lib/security/permissions-boundary';
import { exampleConfig, prodInput } from '../helpers/example-config';
import { TEST_CONTEXT } from '../helpers/test-app';
import { publishAssets } from './support/assets';
import { outputsOf, type Template } from './support/deploy';
import { clientOf, PROD, REGION, runningEmulator } from './support/running-emulator';

/** The synthesized stack, deployed and read back. */
const emulator = runningEmulator();
const config = exampleConfig({ environments: [{ ...prodInput, network: { vpc: true } }] });
const stack = 'waypost-prod-network';

/** Bootstrap's, so that CDK's own functions are seen to work within it. */
const boundary: Template = {
  Resources: {
    Boundary: {
      Type: 'AWS::IAM::ManagedPolicy',
      Properties: {
        ManagedPolicyName: accountNames(config.project).permissionsBoundary,
        PolicyDocument: environmentBoundary(),
      },
    },
  },
};

let ec2: EC2Client;
let Filters: { Name: string; Values: string[] }[];
beforeAll(async () => {
  const app = new App({
    analyticsReporting: false,
    // Its assets are published here.
    context: { ...TEST_CONTEXT, 'aws:cdk:disable-asset-staging': false },
  });
  const [environment] = config.environments;
  if (!environment) throw new Error('no environment');
  const assembly = new ApplicationStage(app, 'prod', { ...config, environment }).synth();
  await publishAssets(emulator(), assembly, stack);
  await outputsOf(emulator(), { stack: 'boundary', account: PROD, template: boundary });
  // Without the parameter that asks whether the account is bootstrapped.
  const { Resources, Outputs } = assembly.getStackByName(stack).template as Template;
  const made = { Resources, ...(Outputs && { Outputs }) };
  await outputsOf(emulator(), { stack, account: PROD, template: made });
  ec2 = new EC2Client(clientOf(emulator(), { account: PROD }));
  const { Vpcs } = await ec2.send(new DescribeVpcsCommand({}));
  const [vpc] = Vpcs?.filter(({ CidrBlock }) => CidrBlock === '10.0.0.0/24') ?? [];
  Filters = [{ Name: 'vpc-id', Values: [vpc?.VpcId ?? 'none'] }];
});

async function groups() {
  const { SecurityGroups = [] } = await ec2.send(new DescribeSecurityGroupsCommand({ Filters }));
  const named = (part: string) =>
    SecurityGroups.find(({ Description }) => Description?.startsWith(part));
  return {
    functions: named('Functions'),
    endpoints: named('Endpoints'),
    initial: named('default VPC'),
  };
}

test('it has two subnets, in two zones', async () => {
  const { Subnets } = await ec2.send(new DescribeSubnetsCommand({ Filters }));
  expect(Subnets?.map(({ AvailabilityZone }) => AvailabilityZone).sort()).toEqual([
    `${REGION}a`,
    `${REGION}b`,
  ]);
});

test('functions reach endpoints and DynamoDB’s prefix list by HTTPS, and nothing else', async () => {
  const { functions, endpoints } = await groups();
  expect(functions?.IpPermissions).toEqual([]);
  expect(functions?.IpPermissionsEgress).toHaveLength(2);
  for (const rule of functions?.IpPermissionsEgress ?? []) {
    expect(rule).toMatchObject({ IpProtocol: 'tcp', FromPort: 443, ToPort: 443 });
  }
  expect(
    functions?.IpPermissionsEgress?.flatMap(({ UserIdGroupPairs = [] }) => UserIdGroupPairs),
  ).toEqual([expect.objectContaining({ GroupId: endpoints?.GroupId })]);
  expect(
    functions?.IpPermissionsEgress?.flatMap(({ PrefixListIds = [] }) => PrefixListIds),
  ).toEqual([expect.objectContaining({ PrefixListId: expect.stringMatching(/^pl-/) as string })]);
});

test('endpoints take calls from functions and make none', async () => {
  const { functions, endpoints } = await groups();
  expect(endpoints?.IpPermissions).toMatchObject([
    { FromPort: 443, ToPort: 443, UserIdGroupPairs: [{ GroupId: functions?.GroupId }] },
  ]);
  expect(endpoints?.IpPermissionsEgress).toMatchObject([
    { IpRanges: [{ CidrIp: '255.255.255.255/32' }] },
  ]);
});

test('the default group lets nothing through', async () => {
  const { initial } = await groups();
  expect(initial).toMatchObject({ IpPermissions: [], IpPermissionsEgress: [] });
});

test('the access list stands before both subnets, without its ports', async () => {
  const { NetworkAcls } = await ec2.send(new DescribeNetworkAclsCommand({ Filters }));
  const own = NetworkAcls?.find(({ IsDefault }) => !IsDefault);
  expect(new Set(own?.Associations?.map(({ SubnetId }) => SubnetId)).size).toBe(2);
  expect(
    own?.Entries?.map(({ Egress, RuleNumber, CidrBlock, RuleAction }) =>
      [Egress ? 'out' : 'in', RuleNumber, RuleAction, CidrBlock].join(' '),
    ).sort(),
  ).toEqual([
    'in 100 allow 10.0.0.0/24',
    'in 110 allow 0.0.0.0/0',
    'out 100 allow 0.0.0.0/0',
    'out 110 allow 10.0.0.0/24',
  ]);
  // Forgotten: see launcher/properties/dropped.py.
  expect(own?.Entries?.map(({ PortRange }) => PortRange)).toEqual([
    undefined,
    undefined,
    undefined,
    undefined,
  ]);
});

test('the endpoints exist, without their policies', async () => {
  const { VpcEndpoints } = await ec2.send(new DescribeVpcEndpointsCommand({ Filters }));
  expect(VpcEndpoints?.map(({ ServiceName }) => ServiceName?.split('.').at(-1)).sort()).toEqual([
    'dynamodb',
    'email',
    'sns',
    'sqs',
  ]);
  // Told to nobody: see launcher/properties/dropped.py.
  for (const { PolicyDocument } of VpcEndpoints ?? []) expect(PolicyDocument).toBeUndefined();
});

test('flow logs go to a log group', async () => {
  const { FlowLogs } = await ec2.send(new DescribeFlowLogsCommand({}));
  expect(FlowLogs).toMatchObject([
    {
      ResourceId: Filters[0]?.Values[0],
      TrafficType: 'ALL',
      LogDestination: expect.stringContaining(':log-group:') as string,
    },
  ]);
});

test('the report says what has no effect here', async () => {
  const dropped = (await emulator().resources()).flatMap(({ type, droppedProperties }) =>
    droppedProperties.map((property) => `${type} ${property}`),
  );
  expect([...new Set(dropped)].sort()).toEqual([
    'AWS::EC2::FlowLog LogDestination',
    'AWS::EC2::NetworkAclEntry PortRange',
    'AWS::EC2::VPCEndpoint PolicyDocument',
  ]);
});
