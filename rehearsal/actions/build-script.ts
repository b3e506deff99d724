import { readFileSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ProcessTimedOut, type ProcessFailed } from '../processes/processes';
import { MORE_PATIENCE } from '../runner/time-limits';
import { PHASES, type BuildSpec, type PhaseName } from './build-spec';
import { shellQuoted } from '../processes/shell-quoted';

/** A command that was started. `status` is empty until it ends. */
interface CommandProgress {
  readonly phase: PhaseName;
  readonly command: string;
  readonly status: string;
}

const FOLLOW_MS = 200;
/** Prefix of CodeBuild's own lines in a build's log. */
export const CONTAINER = '[Container] ';
/** Last line of the progress file, if the script ran to its end. */
const END = 'end';

/** The files of one build's script, outside its sources. */
export interface BuildScript {
  /** Run by bash. Its exit code is 0 if the build succeeded. */
  readonly script: string;
  /** Gets `<phase> <index> <status>` for every command, the status when it ends, and `end` last. */
  readonly progress: string;
  /** Gets `NAME=value`, each followed by NUL, for every exported variable that is set. */
  readonly exported: string;
}

/**
 * Writes a build spec's phases as one bash script. So the next command finds the state that a command
 * leaves in its shell (a folder, a variable). Every command is a file that the script sources: then our
 * quoting cannot change it.
 *
 * A phase ends at its first failing command, but still runs its `finally`. After a failure in `build`,
 * `post_build` still runs. After a failure in another phase, the build ends. `on-failure` overrides this:
 * https://docs.aws.amazon.com/codebuild/latest/userguide/view-build-details-phases.html
 */
export async function writeBuildScript(spec: BuildSpec, folder: string): Promise<BuildScript> {
  await mkdir(folder, { recursive: true });
  const files = {
    script: join(folder, 'build.sh'),
    progress: join(folder, 'progress'),
    exported: join(folder, 'exported'),
  };
  const lines = [
    'waypost_failed=0; waypost_next=1; CODEBUILD_BUILD_SUCCEEDING=1',
    'cd "$CODEBUILD_SRC_DIR" || exit 1',
  ];
  for (const phase of PHASES) {
    const commands = spec.phases[phase];
    if (!commands) continue;
    const steps = [...commands.commands, ...commands.finally];
    const sources = await Promise.all(
      steps.map(async (command, index) => {
        const file = join(folder, `${phase}-${index}.sh`);
        await writeFile(file, `${command}\n`);
        return runCommand(phase, index, command, file, files.progress);
      }),
    );
    const split = commands.commands.length;
    lines.push(
      `if [ "$waypost_next" = 1 ]; then`,
      `echo ${shellQuoted(`${CONTAINER}Entering phase ${phase.toUpperCase()}`)}`,
      'waypost_phase=1',
      ...sources.slice(0, split),
      'waypost_commands=$waypost_phase; waypost_phase=1',
      ...sources.slice(split),
      '[ "$waypost_commands" = 1 ] || waypost_phase=0',
      'if [ "$waypost_phase" = 0 ]; then',
      ...onFailure(phase, commands['on-failure']),
      'fi',
      'fi',
    );
  }
  for (const name of spec.env['exported-variables']) {
    lines.push(
      `[ -z "\${${name}+set}" ] || printf '%s=%s\\0' ${name} "$${name}" >>${shellQuoted(files.exported)}`,
    );
  }
  lines.push(`echo ${END} >>${shellQuoted(files.progress)}`, 'exit $waypost_failed');
  await writeFile(files.script, `${lines.join('\n')}\n`);
  await writeFile(files.progress, '');
  await writeFile(files.exported, '');
  return files;
}

function runCommand(
  phase: PhaseName,
  index: number,
  command: string,
  file: string,
  progress: string,
): string {
  return [
    'if [ "$waypost_phase" = 1 ]; then',
    `echo ${shellQuoted(`${CONTAINER}Running command ${command}`)}`,
    `printf '%s' '${phase} ${index} ' >>${shellQuoted(progress)}`,
    // A command's variables reach the programs of later commands. AWS is silent on that, and CDK Pipelines' own check
    // of permissions relies on it (`ARN=...`, then node reads it). An earlier command may have ended it.
    'set -a',
    `. ${shellQuoted(file)}`,
    'waypost_status=$?; set +a',
    `echo "$waypost_status" >>${shellQuoted(progress)}`,
    '[ "$waypost_status" = 0 ] || waypost_phase=0',
    'fi',
  ].join('\n');
}

function onFailure(phase: PhaseName, setting: 'ABORT' | 'CONTINUE' | undefined): string[] {
  if (setting === 'CONTINUE') return [':'];
  const failed = 'waypost_failed=1; CODEBUILD_BUILD_SUCCEEDING=0';
  return phase === 'build' && setting === undefined ? [failed] : [failed, 'waypost_next=0'];
}

/**
 * Why a script failed, from its progress. A command such as `exit 0` or `exec true` ends the shell, and so
 * the build, half way. By the exit code alone, that would be a success.
 * @param fault the failure of its process, if any
 * @returns `undefined` if the script ran to its end and succeeded
 */
export function buildFailure(
  spec: BuildSpec,
  progress: string,
  fault: ProcessFailed | undefined,
): string | undefined {
  if (fault === undefined && progress.split('\n').at(-2) === END) return undefined;
  const failed = failedCommand(spec, progress);
  if (!failed) return fault?.reason ?? 'its shell ended before the last command';
  const { phase, command, status } = failed;
  const gone =
    fault instanceof ProcessTimedOut
      ? `command was running when the project's TimeoutInMinutes had passed (${MORE_PATIENCE})`
      : 'command ended its shell';
  const how = status === '' ? gone : `command ended with ${status}`;
  return `phase ${phase.toUpperCase()}: ${how}: ${command.trim()}`;
}

/**
 * The first command that failed, from the progress of a failed script.
 * @returns `undefined` if no command failed: then something else ended the shell
 */
function failedCommand(spec: BuildSpec, progress: string): CommandProgress | undefined {
  return readProgress(spec, progress).find(({ phase, status }) => {
    if (status === '0') return false;
    // Empty: the shell ended with the command.
    return status === '' || spec.phases[phase]?.['on-failure'] !== 'CONTINUE';
  });
}

function readProgress(spec: BuildSpec, progress: string): CommandProgress[] {
  return progress.split('\n').flatMap((line) => {
    const [name, index, status = ''] = line.split(' ');
    const phase = PHASES.find((candidate) => candidate === name);
    if (!phase) return [];
    const { commands = [], finally: last = [] } = spec.phases[phase] ?? {};
    return [{ phase, command: [...commands, ...last][Number(index)] ?? '', status }];
  });
}

/**
 * Reports each command of a running script when it begins. It may leave out a very short one.
 * @returns a function that ends the reports
 */
export function followCommands(
  spec: BuildSpec,
  progressFile: string,
  tell: (command: string) => void,
): () => void {
  let told = 0;
  const timer = setInterval(() => {
    const begun = readProgress(spec, readFileSync(progressFile, 'utf8'));
    const newest = begun.at(-1);
    if (newest && begun.length > told) tell(newest.command.trim());
    told = begun.length;
  }, FOLLOW_MS);
  return () => {
    clearInterval(timer);
  };
}
