import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { GetObjectCommand, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { cloneInto } from '../../../rehearsal/actions/clone';
import { Artifacts } from '../../../rehearsal/runner/artifacts';
import type { Cloud } from '../../../rehearsal/emulator/cloud';
import { parsePlan } from '../../../rehearsal/plan/plan';
import { gitIn } from '../scratch-git';
import { buildAction, definition, sourceAction } from '../support';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'waypost-clone-'))));
afterEach(() => {
  rmSync(folder, { recursive: true });
});

const reference = (commit: string) => ({
  source: 'Source',
  commit,
  remote: `https://codeconnections.eu-west-1.amazonaws.com/git-http/111111111111/eu-west-1/one/example/waypost.git`,
  needs: { action: 'codeconnections:UseConnection', resourceArn: 'arn' },
});

/** An origin whose branch has two commits; the clone is made of the first. */
async function cloneOfFirst() {
  const origin = join(folder, 'origin');
  gitIn(folder, 'init', '--quiet', '--initial-branch=main', origin);
  for (const message of ['zero', 'one', 'two']) {
    writeFileSync(join(origin, 'file'), message);
    gitIn(origin, 'add', '--all');
    gitIn(origin, 'commit', '--quiet', '--message', message);
  }
  const commit = gitIn(origin, 'rev-parse', 'HEAD~1');
  const clone = join(folder, 'clone');
  await cloneInto(clone, reference(commit), origin);
  return { clone, commit };
}

test('a build gets the commit checked out, detached, with all that led to it', async () => {
  const { clone, commit } = await cloneOfFirst();

  expect(readFileSync(join(clone, 'file'), 'utf8')).toBe('one');
  expect(gitIn(clone, 'log', '--format=%s')).toBe('one\nzero');
  expect(gitIn(clone, 'rev-parse', 'HEAD')).toBe(commit);
  expect(gitIn(clone, 'branch', '--show-current')).toBe('');
  expect(existsSync(join(clone, '.git', 'shallow'))).toBe(false);
});

test('a build cannot reach the repository behind its clone, as it has no credentials on AWS', async () => {
  const { clone } = await cloneOfFirst();

  expect(gitIn(clone, 'remote', 'get-url', 'origin')).toBe(
    'https://codeconnections.eu-west-1.amazonaws.com/git-http/111111111111/eu-west-1/one/example/waypost.git',
  );
});

describe('the artifact of a full clone', () => {
  const role = { accessKeyId: 'AKIA', secretAccessKey: 'secret' };
  const artifacts = () => {
    const objects = new Map<string, Uint8Array>();
    const send = async (command: unknown) => {
      if (command instanceof PutObjectCommand) {
        objects.set(command.input.Key ?? '', await buffer(command.input.Body as Readable));
        return {};
      }
      const { Key = '' } = (command as GetObjectCommand).input;
      return { Body: Readable.from([objects.get(Key)]) };
    };
    const cloud = {
      s3: () => ({ send, destroy: () => undefined }) as unknown as S3Client,
    } as unknown as Cloud;
    const plan = parsePlan(definition({ One: [sourceAction()], Two: [buildAction('Build')] }));
    return new Artifacts(cloud, plan, 'one', folder);
  };

  test('travels through the artifact store as a reference', async () => {
    const one = artifacts();
    await one.putReference('Source', reference('c0ffee'), role, 'eu-west-1');

    expect(await one.fetchReference('Source', role, 'eu-west-1')).toEqual(reference('c0ffee'));
  });

  test('is refused to what wants files', async () => {
    const one = artifacts();
    await one.putReference('Source', reference('c0ffee'), role, 'eu-west-1');

    await expect(one.fetch('Source', role, 'eu-west-1')).rejects.toThrow(/only CodeBuild/);
    expect(readdirSync(folder).filter((name) => name.endsWith('.zip'))).toEqual([]);
  });

  test('control: an artifact with files is no reference', async () => {
    const one = artifacts();
    writeFileSync(join(folder, 'files.zip'), 'zip');
    await one.put('Source', join(folder, 'files.zip'), role, 'eu-west-1');

    expect(await one.fetchReference('Source', role, 'eu-west-1')).toBeUndefined();
    expect(await one.fetch('Source', role, 'eu-west-1')).toMatch(/\.zip$/);
  });
});
