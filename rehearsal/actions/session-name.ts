import { createHash } from 'node:crypto';
import { keyOf, type ActionRef } from '../events';
import type { Action } from '../plan/plan';
import type { Execution } from '../runner/execution';

/**
 * Name of an action's sessions. The names of its build's and its stack's sessions contain it. So the calls
 * of two actions under one role can be told apart. It has the form of a UUID, as in CodeBuild's names.
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
