import type { Problem } from '../config-error';
import { noRepeats } from '../fields/repeats';
import type { SoundEnvironment } from '../sound';

/** Every second entry for the same resource. */
export function allowDestroyProblems(
  environments: readonly (SoundEnvironment | undefined)[],
): Problem[] {
  return environments.flatMap((environment, index) => {
    // An incomplete entry has a problem of its own.
    const entries = environment?.allowDestroy?.map((entry) =>
      entry?.stack !== undefined && entry.logicalId !== undefined ? entry : undefined,
    );
    return [
      ...noRepeats(
        `environments[${index}].allowDestroy`,
        entries,
        ({ stack = '', logicalId = '' }) => `${stack}/${logicalId}`,
      ),
    ];
  });
}
