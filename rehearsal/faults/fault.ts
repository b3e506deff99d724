import { actionsOf } from '../plan/stage';
import type { Action, Plan } from '../plan/plan';

/**
 * How something breaks, once. `fail`: it is not done. `deny`, `throttle`: IAM or the service refuses
 * the call. `delay`: it takes longer. `kill`: it is done only in part, or its answer is lost.
 */
export const FAULT_KINDS = ['fail', 'deny', 'throttle', 'delay', 'kill'] as const;
export type FaultKind = (typeof FAULT_KINDS)[number];

/** The argument of `--break`. */
export interface Fault {
  /** An action of the pipeline, such as `dev.SmokeTest`, or a service, such as `sqs`. */
  readonly target: string;
  readonly kind: FaultKind;
}

/** Services that a delivery calls (the pipeline, its builds and functions), with their prefixes in IAM. */
export const SERVICES = [
  'cloudformation',
  'codebuild',
  'codepipeline',
  'dynamodb',
  'lambda',
  'logs',
  's3',
  'ses',
  'sns',
  'sqs',
  'sts',
] as const;

/** `--break` names something unknown. The message lists the known names. */
export class FaultError extends Error {
  readonly code = 'FAULT_UNKNOWN';
  constructor(message: string) {
    super(message);
    this.name = 'FaultError';
  }
}

export function labelOf({ target, kind }: Fault): string {
  return `${target}:${kind}`;
}

/**
 * Reads `<action | service>[:kind]`. The default kind is `fail`.
 * @throws {FaultError}
 */
export function parseFault(text: string): Fault {
  const [target = '', kind = 'fail', ...more] = text.split(':');
  const known = FAULT_KINDS.find((one) => one === kind);
  if (target !== '' && known && more.length === 0) return { target, kind: known };
  throw new FaultError(
    `${JSON.stringify(text)}: give an action or a service, and how it is to break: ${FAULT_KINDS.join(', ')}, such as dev.SmokeTest:kill or sqs:throttle`,
  );
}

/** A fault and the one thing that it breaks. */
export type Placed = { readonly fault: Fault } & (
  | { readonly action: Action }
  | { readonly service: string }
);

/**
 * Finds the target of a fault. The end of an action's name is enough, if only one action has it.
 * @throws {FaultError} for an unknown name, and for a kind that an approval cannot have
 */
export function place(fault: Fault, plan: Plan): Placed {
  const { target, kind } = fault;
  const service = SERVICES.find((one) => one === target);
  if (service !== undefined) return { fault, service };
  const actions = actionsOf(plan);
  const exact = actions.filter((action) => nameOf(action) === target);
  const ending = actions.filter((action) => nameOf(action).endsWith(`.${target}`));
  const [action, another] = exact.length > 0 ? exact : ending;
  if (!action || another) {
    const wrong = action ? 'stands for several actions' : 'is no action and no service';
    throw new FaultError(
      [
        `--break ${labelOf(fault)}: ${target} ${wrong}.`,
        `Actions: ${(action ? ending : actions).map(nameOf).join(', ')}.`,
        ...(action ? [] : [`Services: ${SERVICES.join(', ')}.`]),
      ].join('\n'),
    );
  }
  if (!kindsOf(action).includes(kind)) {
    throw new FaultError(
      `--break ${labelOf(fault)}: an approval calls nothing. Its kinds are ${kindsOf(action).join(' and ')}.`,
    );
  }
  return { fault, action };
}

/** The kinds of faults that an action can have. */
export function kindsOf({ provider }: { readonly provider: string }): readonly FaultKind[] {
  return provider === 'Manual' ? ['fail', 'delay'] : FAULT_KINDS;
}

/** The name for `--break`. */
export function nameOf({ stage, name }: Pick<Action, 'stage' | 'name'>): string {
  return `${stage}.${name}`;
}
