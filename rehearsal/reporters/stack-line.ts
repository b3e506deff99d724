import type { StackOutcome } from '../events';

/** Such as `stacks: 1 updated (waypost-dev-contact), 6 unchanged`; none for an execution without stacks. */
export function stackLine(stacks: readonly StackOutcome[]): string[] {
  const parts = (['created', 'updated', 'unchanged'] as const).flatMap((change) => {
    const names = stacks.filter((stack) => stack.change === change).map(({ name }) => name);
    if (names.length === 0) return [];
    // Readers look for changed stacks.
    return [`${names.length} ${change}${change === 'updated' ? ` (${names.join(', ')})` : ''}`];
  });
  return parts.length === 0 ? [] : [`stacks: ${parts.join(', ')}`];
}
