import { App, LegacyStackSynthesizer, Stack } from 'aws-cdk-lib';
import { Vpc } from 'aws-cdk-lib/aws-ec2';
import { outputsOf, update, type Template } from './support/deploy';
import { REGION, runningEmulator, TOOLS } from './support/running-emulator';

const emulator = runningEmulator();

/** A VPC with the CDK's defaults: public subnets with a NAT gateway and its address each, and private ones. */
function template(name: string): Template {
  const app = new App({
    analyticsReporting: false,
    context: { '@aws-cdk/aws-ec2:restrictDefaultSecurityGroup': false },
  });
  // It needs no bootstrap.
  const synthesizer = new LegacyStackSynthesizer();
  const stack = new Stack(app, 'Net', { synthesizer, env: { account: TOOLS, region: REGION } });
  new Vpc(stack, 'Vpc', { availabilityZones: [`${REGION}a`], vpcName: name });
  const made = app.synth().getStackByName('Net').template as Template;
  const idOf = (type: string) =>
    Object.entries(made.Resources).find(([, { Type }]) => Type === type)?.[0];
  const address = idOf('AWS::EC2::EIP');
  const Outputs = {
    Address: { Value: { Ref: address } },
    Allocation: { Value: { 'Fn::GetAtt': [address, 'AllocationId'] } },
    Gateway: { Value: { Ref: idOf('AWS::EC2::NatGateway') } },
  };
  return { ...made, Outputs };
}

test('a VPC of the CDK is deployed, its NAT gateways and their addresses are recorded', async () => {
  const deployed = { stack: 'net', account: TOOLS, template: template('one') };
  const outputs = await outputsOf(emulator(), deployed);
  expect(outputs).toMatchObject({
    Address: expect.stringMatching(/^203\.0\.113\.\d+$/) as string,
    Allocation: expect.stringMatching(/^eipalloc-203/) as string,
  });
  const again = await update(emulator(), { ...deployed, template: template('two') });
  expect(again).toMatchObject({ status: 'UPDATE_COMPLETE', outputs });
  const recorded = (await emulator().resources())
    .filter(({ stack, coverage }) => stack === 'net' && coverage === 'recorded')
    .map(({ type }) => type);
  expect(recorded.sort()).toEqual(['AWS::EC2::EIP', 'AWS::EC2::NatGateway']);
});
