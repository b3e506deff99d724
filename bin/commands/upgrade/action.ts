import type { ReleaseAssembly } from '../../../release/assembly/assembly';
import { environmentOf, toolsOf } from '../../../release/assembly/assembly';
import { differs } from '../../../release/review/diff/compare-stack';
import { pageOf } from '../../../release/review/page/page';
import { renderTerminal } from '../../../release/review/page/terminal';
import type { StackReader } from '../../../release/review/ports';
import { compareWithAssembly } from '../../../release/review/review';
import { CommandError } from '../terminal/command-error';
import { line as onScreen } from '../terminal/screen-text';
import type { UpgradePorts } from './ports';

const CHANGELOG = 'CHANGELOG.md';

/**
 * Says what a newer version of Waypost brings, and what it changes in this repository and its accounts.
 * @param version name of its commit: a tag or a branch
 * @throws CommandError UNKNOWN_VERSION, OTHER_HISTORY, MERGE_CONFLICTS, or UPGRADE_DESTROYS, the last two after the report
 */
export async function checkUpgrade(version: string, ports: UpgradePorts): Promise<void> {
  const { repository, write, note } = ports;
  const [ours, theirs] = [await repository.commit('HEAD'), await repository.commit(version)];
  if (ours === undefined) throw new CommandError('NO_COMMIT', 'This repository has no commit yet.');
  if (theirs === undefined) throw unknownVersion(version);
  const base = await repository.commonCommit(ours, theirs);
  if (base === undefined) throw otherHistory(version);
  if (base === theirs) {
    note(`${version} is in HEAD already: there is nothing to take in.`);
    return;
  }
  const [own, brought] = [
    await repository.changedFiles(base, ours),
    await repository.changedFiles(base, theirs),
  ];
  const { tree, conflicts } = await repository.merge(ours, theirs);
  write(
    [
      `What ${version} brings:`,
      ...newLines(await repository.file(base, CHANGELOG), await repository.file(theirs, CHANGELOG)),
      '',
      `You have changed ${count(own.length)} since; ${version} changes ${count(brought.length)}. Both change:`,
      ...listed(own.filter((path) => brought.includes(path))),
      ...(conflicts.length === 0
        ? ['git can merge all of them by itself.']
        : ['git cannot merge these by itself:', ...listed(conflicts)]),
      '',
      '',
    ].join('\n'),
  );
  if (conflicts.length > 0) throw mergeConflicts(version);
  note('Synthesizing HEAD ...');
  const before = withAllOfTools(await ports.synthesize(ours));
  note(`Synthesizing HEAD with ${version} ...`);
  const after = withAllOfTools(await ports.synthesize(tree));
  const destroyed = await compare(before, after, ports);
  if (destroyed.length > 0) throw destroys(version, destroyed);
  note(
    `${version} destroys and replaces nothing that holds state. Next: \`git merge ${version}\`, \`npm ci\`, \`npm start\`, then push.`,
  );
}

/** @returns resources with state that would be destroyed, as `stack: resource` */
async function compare(
  before: ReleaseAssembly,
  after: ReleaseAssembly,
  { write, colours, now }: UpgradePorts,
): Promise<string[]> {
  const destroyed: string[] = [];
  const environments = before.settings.environments.map(({ name }) => environmentOf(after, name));
  for (const environment of [toolsOf(after), ...environments]) {
    const { name } = environment;
    const { diff } = await compareWithAssembly({
      assembly: after,
      environment,
      reader: readerOf(before, name, now),
      now,
    });
    if (diff.stacks.some(differs) || diff.leftBehind.length > 0)
      write(`${renderTerminal(pageOf(diff), colours)}\n\n`);
    else write(`${name}: nothing changes.\n\n`);
    destroyed.push(
      ...diff.removals.map(({ stackName, resource }) => `${stackName}: ${resource.logicalId}`),
    );
  }
  return destroyed;
}

/** With the stack of the pull-request build, which a stage of its own delivers, among those of the tools account. */
function withAllOfTools(assembly: ReleaseAssembly): ReleaseAssembly {
  const { settings, stacks } = assembly;
  const elsewhere = new Set(settings.environments.flatMap(({ name }) => assembly.stacksOf(name)));
  return {
    ...assembly,
    stacksOf: (name) =>
      name === 'tools' ? stacks.filter((one) => !elsewhere.has(one)) : assembly.stacksOf(name),
  };
}

/** Reads the stacks that an environment, or `tools`, would have after a release of the assembly. */
function readerOf(
  { settings, ...assembly }: ReleaseAssembly,
  environment: string,
  now: Date,
): StackReader {
  const stacks = assembly.stacksOf(environment);
  return {
    read({ stackName, region }) {
      const found = stacks.find((one) => one.stackName === stackName && one.region === region);
      return Promise.resolve(
        found && {
          template: found.template,
          status: 'as in HEAD',
          lastUpdated: now.toISOString(),
          physicalIds: {},
        },
      );
    },
    names: (region) =>
      Promise.resolve(
        stacks.filter((one) => one.region === region).map(({ stackName }) => stackName),
      ),
    tags: () => Promise.resolve({ project: settings.project, environment }),
  };
}

/** Lines of the newer changelog that the older one does not have. */
function newLines(older: string, newer: string): string[] {
  const known = new Set(older.split('\n'));
  const lines = newer.split('\n').filter((line) => line !== '' && !known.has(line));
  return lines.length === 0 ? ['  (its changelog says nothing)'] : lines.map((line) => `  ${line}`);
}

function listed(paths: readonly string[]): string[] {
  return paths.length === 0 ? ['  none'] : paths.map((path) => `  ${onScreen(path)}`);
}

function count(files: number): string {
  return `${files === 0 ? 'no' : files} file${files === 1 ? '' : 's'}`;
}

function unknownVersion(version: string): CommandError {
  return new CommandError(
    'UNKNOWN_VERSION',
    `There is no commit "${version}" in this repository. Fetch it first: \`git remote add upstream <address of Waypost>\`, once, then ` +
      '`git fetch upstream --tags`. `git tag` lists the versions.',
  );
}

function otherHistory(version: string): CommandError {
  return new CommandError(
    'OTHER_HISTORY',
    `HEAD and "${version}" have no commit in common, so nobody can tell your changes from Waypost's. ` +
      'docs/upgrading.md, "Without a common history", says how to give them one.',
  );
}

function mergeConflicts(version: string): CommandError {
  return new CommandError(
    'MERGE_CONFLICTS',
    `The templates were not compared, because of the files that git cannot merge. Merge in a branch ` +
      `(\`git switch -c upgrade && git merge ${version}\`), resolve them, commit, and see \`npx waypost diff\`.`,
  );
}

function destroys(version: string, destroyed: readonly string[]): CommandError {
  return new CommandError(
    'UPGRADE_DESTROYS',
    [
      `${version} would destroy or replace what holds state:`,
      ...destroyed.map((one) => `  ${one}`),
      'The pipeline stops such a release before an environment until `allowDestroy` names it (docs/pipeline.md).',
      'Nothing stops it in the tools account, where the pipeline updates itself.',
    ].join('\n'),
  );
}
