import { existsSync } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { dirname, join, posix } from 'node:path';
import type { OwnersTools } from '../app';
import { jsonOf } from '../json-of';
import { findTool } from '../processes/child-environment';
import { git, ifFound } from '../workspace/git';
import { findCandidate } from '../workspace/workspace';
import { CdkAppError } from './cdk-app-error';

/** A CDK app in its owner's repository, with its packages. */
export interface InstalledApp {
  /** Folder of its cdk.json in the repository, relative; '' for the top. */
  readonly directory: string;
  /** Folder in the repository -> its node_modules. */
  readonly packages: ReadonlyMap<string, string>;
  /** Where its commands find Python's packages and a global CDK CLI, if they need them. */
  readonly tools: OwnersTools;
}

/**
 * Looks at a folder with a CDK app, and changes nothing.
 * @param includeWorkingTree whether uncommitted files are rehearsed, too
 * @throws {CdkAppError | WorkspaceError}
 */
export async function findApp(folder: string, includeWorkingTree: boolean): Promise<InstalledApp> {
  const there = await stat(folder).catch(() => undefined);
  if (!there?.isDirectory()) throw new CdkAppError(`--app: there is no folder ${folder}.`);
  const { repository } = await findCandidate(folder);
  const command = await appCommand(folder, includeWorkingTree);
  const directory = (await git(folder, ['rev-parse', '--show-prefix'])).replace(/\/$/, '');
  const packages = new Map(
    upwards(directory)
      .map((one) => [one, join(repository, one, 'node_modules')] as const)
      .filter(([, nodeModules]) => existsSync(nodeModules)),
  );
  const hasCli = [...packages.values()].some((one) => existsSync(join(one, 'aws-cdk')));
  const global = hasCli ? undefined : findTool('cdk');
  if (!hasCli && global === undefined) {
    throw new CdkAppError(
      `--app: ${folder} has no CDK CLI: there is no \`aws-cdk\` in its node_modules, and no \`cdk\` on your PATH. Install its packages there (\`npm ci\`), and the CLI, if package.json does not name it: \`npm install --save-dev aws-cdk\`.`,
    );
  }
  const tools = {
    path: isPython(command) ? [pythonOf(folder, repository, directory)] : [],
    // <prefix>/bin/cdk
    ...(global !== undefined && { npmPrefix: dirname(dirname(global)) }),
  };
  return { directory, packages, tools };
}

/** Such as `python3 app.py`. */
function isPython(command: string): boolean {
  return /(?:^|\s)python[\d.]*\s/.test(command);
}

/** The folder of the Python that has the app's packages. Its name is no part of an app, so the usual ones are tried. */
function pythonOf(folder: string, repository: string, directory: string): string {
  const active = process.env['VIRTUAL_ENV'];
  const found = [
    ...upwards(directory).flatMap((one) =>
      ['.venv', 'venv', '.env', 'env'].map((name) => join(repository, one, name)),
    ),
    ...(active === undefined ? [] : [active]),
  ].find((one) => existsSync(join(one, 'pyvenv.cfg')));
  if (found !== undefined) return join(found, 'bin');
  throw new CdkAppError(
    `--app: ${folder} is an app in Python, and has no virtual environment with its packages: there is no .venv in it, and none is active. Make one: python3 -m venv .venv && .venv/bin/pip install --requirement requirements.txt`,
  );
}

/** The command that synthesizes an app. */
async function appCommand(folder: string, includeWorkingTree: boolean): Promise<string> {
  const path = join(folder, 'cdk.json');
  if (!existsSync(path)) {
    throw new CdkAppError(
      `--app: ${folder} has no cdk.json. Give the folder of a CDK app, in which you run \`cdk synth\`.`,
    );
  }
  const settings = jsonOf(await readFile(path, 'utf8')) as { readonly app?: unknown } | undefined;
  if (typeof settings?.app !== 'string') {
    throw new CdkAppError(
      `--app: ${path} has no \`app\`, the command that synthesizes. See https://docs.aws.amazon.com/cdk/v2/guide/cli.html`,
    );
  }
  const isCommitted =
    (await ifFound(git(folder, ['cat-file', '-t', 'HEAD:./cdk.json']))) === 'blob';
  if (!isCommitted && !includeWorkingTree) {
    throw new CdkAppError(
      `--app: ${path} is not committed. Commit it, or rehearse uncommitted files too: --working-tree.`,
    );
  }
  return settings.app;
}

/** A relative folder, and each one above it up to the top, which is ''. */
function upwards(directory: string): string[] {
  if (directory === '' || directory === '.') return [''];
  return [directory, ...upwards(posix.dirname(directory))];
}
