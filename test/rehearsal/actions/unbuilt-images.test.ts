import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { unbuiltIn, usersOfImages } from '../../../rehearsal/actions/unbuilt-images';
import { writeDockerStandIn } from '../../../rehearsal/processes/docker-stand-in';

let folder: string;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'waypost-docker-'));
  await writeDockerStandIn(join(folder, 'docker'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

const docker = (command: string) =>
  spawnSync(join(folder, 'docker'), command.split(' '), { encoding: 'utf8', input: 'password' });

/** What cdk-assets does for an image, in its order. */
const PUBLISHING = [
  'inspect cdkasset-a',
  'login --username AWS --password-stdin https://registry',
  'build --tag cdkasset-a .',
  'tag cdkasset-a registry/a',
  '--config /tmp/c push registry/a',
];

test('an image is published as far as the build can see, and the log says that it was not made', () => {
  const ran = PUBLISHING.map(docker);
  // It was not built before.
  expect(ran.map(({ status }) => status)).toEqual([1, 0, 0, 0, 0]);
  const log = ran.map(({ stdout }) => stdout).join('');
  expect(unbuiltIn(log)).toBe('no Docker image is made here: 2 commands are recorded, not done');
});

test('control: a log without images has none, and a container cannot be run', () => {
  expect(unbuiltIn('building\n')).toBeUndefined();
  expect(docker('run registry/a')).toMatchObject({
    status: 1,
    stderr: expect.stringContaining('docker run registry/a: not rehearsed') as string,
  });
});

test('what runs an image is named, and what only mentions its registry is not', () => {
  const ImageUri = {
    'Fn::Sub': '${AWS::AccountId}.dkr.ecr.eu-west-1.${AWS::URLSuffix}/cdk-x-container-assets-1:a',
  };
  const template = {
    Resources: {
      Fn: {
        Type: 'AWS::Lambda::Function',
        Properties: { PackageType: 'Image', Code: { ImageUri } },
      },
      Zip: { Type: 'AWS::Lambda::Function', Properties: { Code: { S3Bucket: 'b', S3Key: 'k' } } },
      Role: { Type: 'AWS::IAM::Role', Properties: { Description: ImageUri } },
    },
  };
  expect(usersOfImages(JSON.stringify(template))).toEqual(['Fn (AWS::Lambda::Function)']);
});
