import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import { App, Stack } from 'aws-cdk-lib';
import { Code, Function, Runtime } from 'aws-cdk-lib/aws-lambda';
import { rehearsedWaypost } from '../../bin/commands/rehearse/waypost/rehearsed-waypost';
import { Cloud } from '../../rehearsal/emulator/cloud';
import { nodeModules } from '../../rehearsal/paths';
import { Processes } from '../../rehearsal/processes/processes';
import { timeLimits } from '../../rehearsal/runner/time-limits';
import { deployWhatIsDeployed } from '../../rehearsal/upgrade/deployed-environment';
import { exampleConfig } from '../helpers/example-config';
import { definition, deployAction, sourceAction } from '../rehearsal/support';
import { withCdk } from './support/cdk';
import { clientOf, PROD, REGION, runningEmulator } from './support/running-emulator';

jest.setTimeout(120_000);
// The one switch of the library's validator, which takes ten seconds here.
process.env['CDK_VALIDATION'] = 'false';

const emulator = runningEmulator();
const [, environment] = rehearsedWaypost(exampleConfig()).environments;
const checkout = mkdtempSync(join(tmpdir(), 'waypost-unchanged-'));
const BUCKET = `cdk-hnb659fds-assets-${PROD}-${REGION}`;
const NAME = 'waypost-prod-storage';

/** A checkout of a commit with one function, synthesized. @returns its template */
function makeCheckout(): string {
  symlinkSync(nodeModules, join(checkout, 'node_modules'));
  writeFileSync(join(checkout, 'package.json'), '{"scripts":{"synth":"true"}}');
  const code = join(checkout, 'code');
  mkdirSync(code);
  writeFileSync(join(code, 'index.js'), "exports.handler = async () => 'of the commit';");
  const app = new App({ outdir: join(checkout, 'cdk.out') });
  const stack = new Stack(app, NAME, { env: { account: PROD, region: REGION } });
  new Function(stack, 'Function', {
    functionName: 'waypost-prod-it',
    runtime: Runtime.NODEJS_24_X,
    handler: 'index.handler',
    code: Code.fromAsset(code),
  });
  app.synth();
  return readFileSync(join(checkout, 'cdk.out', `${NAME}.template.json`), 'utf8');
}

/** What a function answers when prod has this template, and what stays published: the pipeline publishes its own. */
async function outcomeOf(template: string, stackName: string, FunctionName: string) {
  if (environment?.name !== 'prod') throw new Error('The example has no prod');
  const processes = new Processes();
  await deployWhatIsDeployed({
    reader: {
      read: (place) =>
        Promise.resolve(
          place.stackName === stackName && place.region === REGION
            ? { template, status: 'UPDATE_COMPLETE' }
            : undefined,
        ),
    },
    environment,
    cloud: new Cloud(emulator()),
    preparation: {
      workspace: { checkout, logs: checkout } as never,
      processes,
      emulator: emulator(),
      environment: { PATH: process.env['PATH'] ?? '', HOME: checkout },
      limits: timeLimits(),
      step: (_name, _logPath, run) => run(),
    },
    limits: timeLimits(),
    definition: () =>
      Promise.resolve(definition({ Source: [sourceAction()], prod: [deployAction('Storage')] })),
    emit: () => undefined,
    signal: new AbortController().signal,
  });
  await processes.stop();
  const lambda = new LambdaClient(clientOf(emulator(), { account: PROD }));
  const { Payload } = await lambda.send(new InvokeCommand({ FunctionName }));
  const s3 = new S3Client({ ...clientOf(emulator(), { account: PROD }), forcePathStyle: true });
  const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket: BUCKET }));
  const answer = JSON.parse(Buffer.from(Payload ?? []).toString()) as unknown;
  return { answer, published: Contents };
}

let template: string;
beforeAll(async () => {
  template = makeCheckout();
  await withCdk(emulator(), { account: PROD, region: REGION }, async (cdk) => {
    await cdk(['bootstrap', `aws://${PROD}/${REGION}`, '--app', '']);
  });
});
afterAll(() => {
  rmSync(checkout, { recursive: true });
});

describe('a function of what is deployed', () => {
  test('has its code when the commit has the same, and leaves nothing published', async () => {
    const outcome = await outcomeOf(template, NAME, 'waypost-prod-it');
    expect(outcome).toEqual({ answer: 'of the commit', published: [] });
  });

  test('control: does nothing when the commit has another', async () => {
    const other = template
      .replace(/[0-9a-f]{64}\.zip/g, `${'0'.repeat(64)}.zip`)
      .replaceAll('waypost-prod-it', 'waypost-prod-other');
    const outcome = await outcomeOf(other, 'waypost-prod-email', 'waypost-prod-other');
    expect(outcome).toEqual({ answer: {}, published: [] });
  });
});
