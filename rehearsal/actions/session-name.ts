import { createHash } from 'node:crypto';
import { keyOf, type ActionRef } from '../events';
import type { Action } from '../plan/plan';
import type { Execution } from '../runner/execution';

/**
 * Name of the sessions in which an action works, which the names of its build's and its stack's sessions
 * contain. It tells calls of one action from those of another that works under the same role. In the form
 * of a UUID, which is what CodeBuild's names have.
 */
export function sessionName(ref: ActionRef): string {
  const hash = createHash('sha256').update(keyOf(ref)).digest('hex');
  return [0, 8, 12, 16, 20]
    .map((from, part, all) => hash.slice(from, all[part + 1] ?? 32))
    .join('-');
}

export function sessionOf(action: Action, execution: Execution): string {
  return sessionName({ executionId: execution.id, stage: action.stage, action: action.name });
}
