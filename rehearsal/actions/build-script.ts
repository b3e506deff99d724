import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PHASES, type BuildSpec, type PhaseName } from './build-spec';

/** The files of one build's script, outside its sources. */
export interface BuildScript {
  /** To be run by bash. Ends with 0 when the build has succeeded. */
  readonly script: string;
  /** Gets a line `<phase> <index> <status>` after every command. */
  readonly progress: string;
  /** Gets `NAME=value`, each followed by NUL, for every exported variable that is set. */
  readonly exported: string;
}

/**
 * Writes a build spec's phases as one bash script, so that what a command leaves in its shell
 * (a folder, a variable) is there for the next. Every command is a file that the script sources:
 * quoting of ours cannot change it.
 *
 * A phase ends at its first failing command and runs its `finally` all the same. After a failure
 * in `build`, `post_build` still runs; in any other phase the build ends. `on-failure` overrides:
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
    'waypost_failed=0; waypost_next=1; export CODEBUILD_BUILD_SUCCEEDING=1',
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
      `echo ${quote(`[Container] Entering phase ${phase.toUpperCase()}`)}`,
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
      `[ -z "\${${name}+set}" ] || printf '%s=%s\\0' ${name} "$${name}" >>${quote(files.exported)}`,
    );
  }
  lines.push('exit $waypost_failed');
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
    `echo ${quote(`[Container] Running command ${command}`)}`,
    `printf '%s' '${phase} ${index} ' >>${quote(progress)}`,
    `. ${quote(file)}`,
    'waypost_status=$?',
    `echo "$waypost_status" >>${quote(progress)}`,
    '[ "$waypost_status" = 0 ] || waypost_phase=0',
    'fi',
  ].join('\n');
}

function onFailure(phase: PhaseName, setting: 'ABORT' | 'CONTINUE' | undefined): string[] {
  if (setting === 'CONTINUE') return [':'];
  const failed = 'waypost_failed=1; export CODEBUILD_BUILD_SUCCEEDING=0';
  return phase === 'build' && setting === undefined ? [failed] : [failed, 'waypost_next=0'];
}

function quote(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

/**
 * The first command that failed, from the progress of a script that has.
 * @returns `undefined` when no command did, so that something else must have ended the shell
 */
export function failedCommand(
  spec: BuildSpec,
  progress: string,
): { readonly phase: PhaseName; readonly command: string; readonly status: string } | undefined {
  for (const line of progress.split('\n')) {
    const [name, index, status = ''] = line.split(' ');
    const phase = PHASES.find((candidate) => candidate === name);
    if (!phase || status === '0') continue;
    const phaseSpec = spec.phases[phase];
    if (phaseSpec?.['on-failure'] === 'CONTINUE' && status !== '') continue;
    const command = [...(phaseSpec?.commands ?? []), ...(phaseSpec?.finally ?? [])][Number(index)];
    return { phase, command: command ?? '', status: status === '' ? 'its shell gone' : status };
  }
  return undefined;
}
