import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import {
  type GetObjectCommandInput,
  PutObjectCommand,
  type PutObjectCommandInput,
  S3ServiceException,
} from '@aws-sdk/client-s3';
import type { Cloud, Credentials } from '../../../rehearsal/emulator/cloud';
import { parsePlan } from '../../../rehearsal/plan/plan';
import { Artifacts } from '../../../rehearsal/runner/artifacts';
import { definition, sourceAction } from '../support';

const HOME = 'eu-west-1';
const AWAY = 'us-east-1';
const MAKER: Credentials = { accessKeyId: 'maker', secretAccessKey: 'x' };
const PIPELINE: Credentials = { accessKeyId: 'pipeline', secretAccessKey: 'x' };
const CLONE = {
  source: 'Source',
  commit: 'a'.repeat(40),
  remote: 'https://github.com/owner/site.git',
  needs: { action: 'codeconnections:UseConnection', resourceArn: 'arn:aws:codeconnections:x' },
};

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'waypost-artifacts-'));
  writeFileSync(join(folder, 'made.zip'), 'what was made');
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

/** S3 in memory. It notes each call as `<role> <region> <verb> <bucket>`. */
function storage() {
  const calls: string[] = [];
  const puts: PutObjectCommandInput[] = [];
  const objects = new Map<string, Buffer>();
  const refusals = new Set<string>();
  const sent: Readable[] = [];
  const closed: string[] = [];
  const failure = (name: string, status: number) =>
    new S3ServiceException({
      name,
      message: `${name} it is`,
      $fault: 'client',
      $metadata: { httpStatusCode: status },
    });
  const send =
    (role: Credentials, region: string) => async (command: { readonly input: object }) => {
      const input = command.input as PutObjectCommandInput & GetObjectCommandInput;
      const { Bucket = '', Key = '', IfNoneMatch } = input;
      const verb = command instanceof PutObjectCommand ? 'puts' : 'gets';
      if (input.Body instanceof Readable) sent.push(input.Body);
      calls.push(`${role.accessKeyId} ${region} ${verb} ${Bucket}`);
      if (refusals.has(role.accessKeyId)) throw failure('AccessDenied', 403);
      const ETag = `"${Key}"`;
      if (verb === 'puts') {
        puts.push(input);
        objects.set(`${Bucket}/${Key}`, await buffer(input.Body as Readable));
        return { ETag };
      }
      if (IfNoneMatch === ETag) throw failure('NotModified', 304);
      const found = objects.get(`${Bucket}/${Key}`);
      return { ETag, ...(found && { Body: Readable.from([found]) }) };
    };
  const cloud = {
    s3: (role: Credentials, region: string) => ({
      send: send(role, region),
      destroy: () => closed.push(role.accessKeyId),
    }),
    pipelineRole: () => Promise.resolve(PIPELINE),
  } as unknown as Cloud;
  return { cloud, calls, puts, objects, refusals, sent, closed };
}

function artifactsIn(cloud: Cloud): Artifacts {
  const plan = parsePlan(definition({ One: [sourceAction()], Two: [sourceAction()] }));
  const stores = new Map([
    [HOME, { bucket: 'home' }],
    [AWAY, { bucket: 'away', keyId: 'key-of-away' }],
  ]);
  const named = { ...plan, pipeline: 'a-pipeline-with-a-long-name', stores };
  return new Artifacts(cloud, named, 'execution', folder);
}

async function made() {
  const store = storage();
  const artifacts = artifactsIn(store.cloud);
  await artifacts.put('Synth_Output_Of_Build', join(folder, 'made.zip'), MAKER, HOME);
  return { ...store, artifacts };
}

test('an artifact is put where CodePipeline would put it, under the role of its action', async () => {
  const { artifacts, calls, puts, objects } = await made();
  expect(calls).toEqual([`maker ${HOME} puts home`]);
  const [{ Key = '', ContentLength, ServerSideEncryption } = {}] = puts;
  expect(Key).toMatch(/^a-pipeline-with-a-lo\/Synth_Outp\/[0-9a-f]{7}$/);
  expect(objects.get(`home/${Key}`)?.toString()).toBe('what was made');
  expect(ContentLength).toBe('what was made'.length);
  expect(ServerSideEncryption).toBeUndefined();
  expect(artifacts.whereIs('Synth_Output_Of_Build', HOME)).toEqual({ Bucket: 'home', Key });
});

test('an artifact that is here is asked for, and does not come again', async () => {
  const { artifacts, calls } = await made();
  writeFileSync(join(folder, 'other.zip'), 'something else');
  await artifacts.put('Other', join(folder, 'other.zip'), MAKER, HOME);
  for (const [artifact, file] of [
    ['Synth_Output_Of_Build', 'made.zip'],
    ['Other', 'other.zip'],
  ] as const) {
    expect(await artifacts.fetch(artifact, MAKER, HOME)).toBe(join(folder, file));
  }
  expect(calls.slice(2)).toEqual([`maker ${HOME} gets home`, `maker ${HOME} gets home`]);
});

test('an artifact that a function wrote comes once', async () => {
  const { artifacts, objects, calls } = await made();
  const location = artifacts.newLocation('ByFunction', HOME);
  objects.set(`${location.Bucket}/${location.Key}`, Buffer.from('of a function'));
  artifacts.hasCome('ByFunction', location, HOME);
  const first = await artifacts.fetch('ByFunction', MAKER, HOME);
  expect(readFileSync(first, 'utf8')).toBe('of a function');
  expect(await artifacts.fetch('ByFunction', MAKER, HOME)).toBe(first);
  expect(calls.slice(1)).toHaveLength(2);
});

test('the pipeline itself copies an artifact to another region, with the key there, once', async () => {
  const { artifacts, calls, puts } = await made();
  await artifacts.fetch('Synth_Output_Of_Build', MAKER, AWAY);
  await artifacts.fetch('Synth_Output_Of_Build', MAKER, AWAY);
  expect(calls.slice(1)).toEqual([
    `pipeline ${HOME} gets home`,
    `pipeline ${AWAY} puts away`,
    `maker ${AWAY} gets away`,
    `maker ${AWAY} gets away`,
  ]);
  expect(puts[1]).toMatchObject({ ServerSideEncryption: 'aws:kms', SSEKMSKeyId: 'key-of-away' });
  expect(artifacts.whereIs('Synth_Output_Of_Build', AWAY)?.Bucket).toBe('away');
  expect(artifacts.whereIs('Synth_Output_Of_Build', 'eu-north-1')?.Bucket).toBe('home');
});

test('a reference to a clone is no file, and is read back by a build', async () => {
  const { artifacts } = await made();
  await artifacts.putReference('Source', CLONE, MAKER, HOME);
  expect(await artifacts.fetchReference('Source', MAKER, HOME)).toEqual(CLONE);
  expect(await artifacts.fetchReference('Synth_Output_Of_Build', MAKER, HOME)).toBeUndefined();
  await expect(artifacts.fetch('Source', MAKER, HOME)).rejects.toThrow(
    'The artifact Source is a reference to a clone (CODEBUILD_CLONE_REF), which only CodeBuild actions take',
  );
});

test('an artifact that no action has made is named', async () => {
  const { artifacts } = await made();
  await expect(artifacts.fetch('Other', MAKER, HOME)).rejects.toThrow(
    'No action has made the artifact Other yet',
  );
  expect(artifacts.whereIs('Other', HOME)).toBeUndefined();
});

test('a region without a store is named', async () => {
  const { artifacts } = await made();
  await expect(artifacts.fetch('Synth_Output_Of_Build', MAKER, 'eu-north-1')).rejects.toThrow(
    'no artifact store in eu-north-1',
  );
});

test('a refusal names the artifact and the bucket', async () => {
  const { artifacts, refusals } = await made();
  refusals.add('maker');
  await expect(artifacts.fetch('Synth_Output_Of_Build', MAKER, HOME)).rejects.toThrow(
    'fetching artifact Synth_Output_Of_Build from home: AccessDenied: AccessDenied it is',
  );
  await expect(artifacts.put('Two', join(folder, 'made.zip'), MAKER, HOME)).rejects.toThrow(
    'putting artifact Two into home: AccessDenied',
  );
});

test('a refused artifact is let go of, with its connection', async () => {
  const { artifacts, refusals, sent, closed } = await made();
  refusals.add('other');
  const other = { ...MAKER, accessKeyId: 'other' };
  await expect(artifacts.put('Two', join(folder, 'made.zip'), other, HOME)).rejects.toThrow();
  expect(sent.at(-1)?.destroyed).toBe(true);
  expect(closed).toContain('other');
});

test('an object without content is a fault', async () => {
  const { artifacts } = await made();
  artifacts.hasCome('Empty', artifacts.newLocation('Empty', HOME), HOME);
  await expect(artifacts.fetch('Empty', MAKER, HOME)).rejects.toThrow('Empty came without content');
});
