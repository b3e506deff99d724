import type { Problem } from '../config-error';
import type { SoundEnvironment } from '../sound';
import { DEFAULTS } from './environment';

/** Problems between an environment's backups and its other options. */
export function backupProblems(environments: readonly (SoundEnvironment | undefined)[]): Problem[] {
  return environments.flatMap((environment, index) => {
    const path = `environments[${index}].backup`;
    return [...copyElsewhere(path, environment), ...keptNoLonger(path, environment)];
  });
}

function* copyElsewhere(path: string, environment?: SoundEnvironment): Iterable<Problem> {
  const { region, backup } = environment ?? {};
  if (!backup || backup.copyTo === undefined || backup.copyTo !== region) return;
  yield {
    path: `${path}.copyTo`,
    found: backup.copyTo,
    expected: 'a region other than the region of the environment',
    fix: 'name another region, or remove the key',
  };
}

/** A backup that outlived the messages would keep data that the owner has promised to delete. */
function* keptNoLonger(path: string, environment?: SoundEnvironment): Iterable<Problem> {
  const { kind, backup } = environment ?? {};
  if (!backup || backup.retentionDays === undefined || kind === undefined) return;
  const days = environment?.submissionRetentionDays ?? DEFAULTS[kind].submissionRetentionDays;
  if (backup.retentionDays <= days) return;
  yield {
    path: `${path}.retentionDays`,
    found: backup.retentionDays,
    expected: `at most submissionRetentionDays, which is ${days}`,
    fix: `write ${days} or fewer, or remove the key`,
  };
}
