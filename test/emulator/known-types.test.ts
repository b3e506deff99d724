import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expectKnownTypes } from '../../rehearsal/cdk-app/known-types';
import { Cloud } from '../../rehearsal/emulator/cloud';
import { REGION, runningEmulator, TOOLS } from './support/running-emulator';

const emulator = runningEmulator();
let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'waypost-known-types-'))));
afterEach(() => {
  rmSync(folder, { recursive: true });
});

/** Stacks, each with resources of these types. */
const check = (stacks: Readonly<Record<string, readonly string[]>>) =>
  expectKnownTypes(
    Object.entries(stacks).map(([stack, types]) => {
      const templateFile = join(folder, `${stack}.json`);
      const Resources = Object.fromEntries(types.map((Type, at) => [`Resource${at}`, { Type }]));
      writeFileSync(templateFile, JSON.stringify({ Resources }));
      return { stack, account: TOOLS, region: REGION, templateFile };
    }),
    new Cloud(emulator()),
  );

test('an app’s resource types are known before anything is deployed', async () => {
  const many = Array.from({ length: 2_000 }, () => 'AWS::SNS::Topic');
  await expect(check({ Site: many, Empty: ['Custom::Thing'] })).resolves.toBeUndefined();
});

test('all that the rehearsal lacks are named, each with its stack, and the option that records them', async () => {
  const lacking = check({
    Site: ['AWS::SNS::Topic', 'AWS::ElasticBeanstalk::Application'],
    Shop: ['AWS::MediaLive::Channel', 'AWS::SNS::Topc'],
    Plain: ['AWS::SNS::Topic'],
  });
  await expect(lacking).rejects.toThrow(
    /Nothing was deployed\.\n {2}Site: AWS::ElasticBeanstalk::Application\n {2}Shop: AWS::MediaLive::Channel, AWS::SNS::Topc\n--record-unknown/,
  );
});
