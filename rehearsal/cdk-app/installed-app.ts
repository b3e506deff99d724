import { existsSync } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { join, posix } from 'node:path';
import { jsonOf } from '../json-of';
import { git, ifFound } from '../workspace/git';
import { findCandidate } from '../workspace/workspace';
import { CdkAppError } from './cdk-app-error';

/** A CDK app in its owner's repository, with its packages. */
export interface InstalledApp {
  /** Folder of its cdk.json in the repository, relative; '' for the top. */
  readonly directory: string;
  /** Folder in the repository -> its node_modules. */
  readonly packages: ReadonlyMap<string, string>;
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
  await expectCdkJson(folder, includeWorkingTree);
  const directory = (await git(folder, ['rev-parse', '--show-prefix'])).replace(/\/$/, '');
  const packages = new Map(
    upwards(directory)
      .map((one) => [one, join(repository, one, 'node_modules')] as const)
      .filter(([, nodeModules]) => existsSync(nodeModules)),
  );
  const hasCli = [...packages.values()].some((one) => existsSync(join(one, 'aws-cdk')));
  if (!hasCli) {
    throw new CdkAppError(
      `--app: ${folder} has no CDK CLI: there is no \`aws-cdk\` in its node_modules. Install its packages there (\`npm ci\`), and the CLI, if package.json does not name it: \`npm install --save-dev aws-cdk\`.`,
    );
  }
  return { directory, packages };
}

async function expectCdkJson(folder: string, includeWorkingTree: boolean): Promise<void> {
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
}

/** A relative folder, and each one above it up to the top, which is ''. */
function upwards(directory: string): string[] {
  if (directory === '' || directory === '.') return [''];
  return [directory, ...upwards(posix.dirname(directory))];
}
