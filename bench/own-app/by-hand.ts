import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { clientEnvironment } from '../../rehearsal/emulator/client-environment';
import { toLocal } from '../../rehearsal/emulator/coverage';
import { startEmulator, type Emulator } from '../../rehearsal/emulator/emulator';
import { nodeBinary, nodeModules, venvPython, workspaceRoot } from '../../rehearsal/paths';
import { childEnvironment } from '../../rehearsal/processes/child-environment';
import type { Report } from '../../rehearsal/report/report-schema';
import { measure } from '../measure';
import { PIPELINE, REGION, TOOLS } from './greeting';

/** Step -> milliseconds. */
export type Steps = ReadonlyMap<string, number>;

/** Line of a build's log. The build specs of the example have no command of several lines. */
const COMMAND = /^\[Container\] Running command (.+)$/gm;

/**
 * Does by plain commands what a rehearsal of examples/greeting has done, against an emulator of its own: the CDK CLI's
 * commands and those of the build specs, one after the other. Bootstraps run side by side, as in the rehearsal.
 * The emulator's start is not counted.
 * @param folder the example, with its packages
 * @param report of its rehearsal
 */
export async function byHand(folder: string, report: Report): Promise<Steps> {
  const root = mkdtempSync(join(tmpdir(), 'waypost-by-hand-'));
  mkdirSync(join(root, 'home'));
  const emulator = await startEmulator({
    directory: join(root, 'emulator'),
    python: venvPython,
    node: nodeBinary,
    nodePath: nodeModules,
  });
  try {
    const environment = await childEnvironment({
      root,
      home: join(root, 'home'),
      node: nodeBinary,
      npmCache: join(workspaceRoot, 'npm-cache'),
      pipCache: join(workspaceRoot, 'pip-cache'),
      python: venvPython,
    });
    return await work(root, folder, report, emulator, environment);
  } finally {
    await emulator.stop();
    rmSync(root, { recursive: true, force: true });
  }
}

async function work(
  root: string,
  folder: string,
  { preparations, executions }: Report,
  emulator: Emulator,
  environment: Readonly<Record<string, string>>,
): Promise<Steps> {
  const steps = new Map<string, number>();
  const run = async (cwd: string, command: string, more = {}, account = TOOLS) => {
    const client = clientEnvironment(emulator, { account }, REGION);
    const env = { ...environment, ...client, ...more };
    return (await measure('bash', ['-e', '-c', command], { cwd, env })).wallMs;
  };
  const clone = join(root, 'clone');
  const build = join(root, 'build');
  for (const target of [clone, build]) execFileSync('git', ['clone', '-q', folder, target]);
  symlinkSync(join(folder, 'node_modules'), join(clone, 'node_modules'));
  const synthesized = `--app ${join(root, 'assembly')}`;
  steps.set('cdk synth', await run(clone, `npx cdk synth --quiet --output ${root}/assembly`));
  const startedAt = performance.now();
  const places = preparations.flatMap(({ name }) => /^cdk bootstrap (\S+)$/.exec(name)?.[1] ?? []);
  await Promise.all(
    places.map((place) => {
      const account = /\d{12}/.exec(place)?.[0] ?? '';
      const trust = account === TOOLS ? '' : `--trust ${TOOLS}`;
      const policy = 'arn:aws:iam::aws:policy/AdministratorAccess';
      const options = `${trust} --cloudformation-execution-policies ${policy} ${synthesized}`;
      return run(clone, `npx cdk bootstrap ${place} ${options}`, {}, account);
    }),
  );
  steps.set('cdk bootstrap', performance.now() - startedAt);
  const deploy = `npx cdk deploy --require-approval never --outputs-file ${root}/outputs.json`;
  steps.set('cdk deploy', await run(clone, `${deploy} ${synthesized} ${PIPELINE}`));

  const assembly = join(build, 'cdk.out');
  let where = build;
  let outputs: Record<string, string> = {};
  for (const { name: stage, actions } of executions.at(-1)?.stages ?? []) {
    for (const { name, provider, logPath, stack } of actions) {
      if (provider === 'CodeBuild') {
        const log = readFileSync(logPath ?? '', 'utf8');
        const commands = [...log.matchAll(COMMAND)].map(([, command = '']) => command);
        steps.set(`${stage} › ${name}`, await run(where, commands.join('\n'), outputs));
        where = assembly;
      } else if (stack) {
        const stackId = `${PIPELINE}/${stage}/Greeting`;
        steps.set(`${stage} › ${name}`, await run(clone, `${deploy} --app ${assembly} ${stackId}`));
        outputs = { URL: toLocal(urlIn(`${root}/outputs.json`), await emulator.endpoints()) };
      }
    }
  }
  return steps;
}

function urlIn(outputsFile: string): string {
  type Outputs = Readonly<Record<string, { readonly Url?: string }>>;
  const [outputs] = Object.values(JSON.parse(readFileSync(outputsFile, 'utf8')) as Outputs);
  if (outputs?.Url === undefined) throw new Error('The stack has no output Url');
  return outputs.Url;
}
