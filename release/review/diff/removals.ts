import type { AllowedRemoval } from '../../../lib/config/config';
import type { Change, StackDiff, StatefulRemoval } from './model';

/**
 * `retained` keeps the resource and its content, but the application no longer has it. With
 * `unprotected` the application keeps it, but a later removal would leave less.
 */
const REMOVES: ReadonlySet<Change> = new Set([
  'destroyed',
  'replaced',
  'maybe-destroyed',
  'maybe-replaced',
  'retained',
  'unprotected',
]);

/**
 * Changes that allowDestroy must name, and whether it does.
 * @param prefix what the environment's stacks begin with: `waypost-prod`
 * @param entries unset where no rule stops a removal
 * @param today `YYYY-MM-DD`, in UTC
 */
export function statefulRemovals(
  stacks: readonly StackDiff[],
  prefix: string,
  entries: readonly AllowedRemoval[] | undefined,
  today: string,
): StatefulRemoval[] {
  return stacks.flatMap(({ stackName, changes }) => {
    const stack = stackName.startsWith(`${prefix}-`)
      ? stackName.slice(prefix.length + 1)
      : stackName;
    return changes
      .filter(({ change, holdsState }) => REMOVES.has(change) && holdsState)
      .map((resource) => {
        const entry = entries?.find(
          (one) => one.stack === stack && one.logicalId === resource.logicalId,
        );
        return {
          stackName,
          stack,
          resource,
          ...(entry && { entry }),
          allowed: !entries || (entry !== undefined && today <= entry.until),
        };
      });
  });
}

/** A release would remove state, and allowDestroy does not name it. */
export class RemovalNotAllowed extends Error {
  readonly code = 'REMOVAL_NOT_ALLOWED';
  constructor(environment: string, removals: readonly StatefulRemoval[], today: string) {
    super(
      [
        `This release would remove from ${environment} what holds state, or what protects it:`,
        ...removals.map(({ stackName, resource, entry }) => {
          const { change, type, logicalId, physicalId = 'unnamed' } = resource;
          const expired = entry
            ? ` (its entry in allowDestroy was valid until ${entry.until})`
            : '';
          return `  ${stackName}: ${change} ${type} ${logicalId}, ${physicalId}${expired}`;
        }),
        'If you do not want this, undo the change. If you want it, add this to waypost.config.ts, as',
        `allowDestroy of ${environment}, with ${today} or a later day (docs/pipeline.md):`,
        ...removals.map(
          ({ stack, resource }) =>
            `  { stack: '${stack}', logicalId: '${resource.logicalId}', until: 'YYYY-MM-DD', reason: '...' },`,
        ),
      ].join('\n'),
    );
    this.name = 'RemovalNotAllowed';
  }
}

/** @throws {RemovalNotAllowed} */
export function expectRemovalsAllowed(
  environment: string,
  removals: readonly StatefulRemoval[],
  today: string,
) {
  const refused = removals.filter(({ allowed }) => !allowed);
  if (refused.length > 0) throw new RemovalNotAllowed(environment, refused, today);
}
