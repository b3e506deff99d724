import { rm } from 'node:fs/promises';
import { startEmulator, type Emulator } from '../../rehearsal/emulator/emulator';
import { recordsOfUnknown } from '../../rehearsal/runner/recorded-unknown';
import { deploy, outputsOf, update, type Template } from './support/deploy';
import { emulatorOptions, REGION, TOOLS, temporaryDirectory } from './support/running-emulator';

/** An emulator with --record-unknown. That it refuses without is in cloudformation.test.ts. */
let emulator: Emulator;
let directory: string;
let outputs: Readonly<Record<string, string>>;
beforeAll(async () => {
  directory = await temporaryDirectory();
  emulator = await startEmulator({ ...emulatorOptions(directory), recordUnknown: true });
  outputs = await outputsOf(emulator, unknown('a'));
});
afterAll(async () => {
  await emulator.stop();
  await rm(directory, { recursive: true, force: true });
});

const unknown = (text: string) => ({ stack: 'unknown', account: TOOLS, template: template(text) });
const template = (text: string): Template => ({
  Resources: {
    Group: { Type: 'AWS::ResourceGroups::Group', Properties: { Name: 'all', Description: text } },
    Channel: { Type: 'AWS::MediaLive::Channel', Properties: {} },
    Topic: { Type: 'AWS::SNS::Topic', Properties: { DisplayName: { Ref: 'Group' } } },
  },
  Outputs: {
    Group: { Value: { Ref: 'Group' } },
    GroupArn: { Value: { 'Fn::GetAtt': ['Group', 'Arn'] } },
    ChannelInputs: { Value: { 'Fn::Join': [',', { 'Fn::GetAtt': ['Channel', 'Inputs'] }] } },
  },
});

test('a type that AWS has and the emulator lacks is a record, with a value for each attribute', async () => {
  expect(outputs).toMatchObject({
    Group: 'all',
    GroupArn: `arn:aws:resource-groups:${REGION}:${TOOLS}:group/all`,
    ChannelInputs: expect.stringMatching(/^unknown-Channel/) as string,
  });
  const updated = await update(emulator, unknown('b'));
  expect(updated).toMatchObject({ status: 'UPDATE_COMPLETE', outputs });
});

test('it is listed as recorded, with the option as the reason, and said by type and stack', async () => {
  const resources = (await emulator.resources()).filter(({ stack }) => stack === 'unknown');
  expect(resources.map(({ type, coverage, unknown }) => [type, coverage, unknown])).toEqual([
    ['AWS::MediaLive::Channel', 'recorded', true],
    ['AWS::ResourceGroups::Group', 'recorded', true],
    ['AWS::SNS::Topic', 'emulated', false],
  ]);
  expect(recordsOfUnknown(resources)?.split('\n')).toEqual([
    'recorded because of --record-unknown; they do nothing here:',
    '- AWS::MediaLive::Channel: 1, in unknown',
    '- AWS::ResourceGroups::Group: 1, in unknown',
  ]);
  expect(recordsOfUnknown(resources.filter(({ unknown }) => !unknown))).toBeUndefined();
});

test('control: a misspelt type is still refused', async () => {
  const typo = { Resources: { Typo: { Type: 'AWS::SES::Tempalte' } } };
  await expect(deploy(emulator, { stack: 'typo', template: typo })).rejects.toThrow(
    /Unrecognized resource types: \[AWS::SES::Tempalte\]/,
  );
});
