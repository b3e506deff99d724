import type { StackAddress } from '../shared/stack-address';
import { DetectionRefused, type DriftedResource, type DriftPorts } from './ports';

export const PAUSE_MS = 5_000;
/** Ten minutes: the function has a quarter of an hour. */
export const MOST_PAUSES = 120;

export interface DriftReport {
  readonly drifted: readonly DriftedResource[];
  /** Stacks of which something is not known. */
  readonly unknown: readonly (StackAddress & { readonly reason: string })[];
}

/** Nothing could be looked at, which is no news of drift but of this function. */
export class NothingChecked extends Error {
  readonly code = 'NOTHING_CHECKED';
  constructor(reasons: readonly string[]) {
    super(`No stack could be checked: ${[...new Set(reasons)].join('; ')}`);
    this.name = 'NothingChecked';
  }
}

/**
 * Compares every stack with what is there, side by side. Rejects with NothingChecked when no stack can
 * be; one that cannot is told.
 */
export async function detectDrift(
  stacks: readonly StackAddress[],
  ports: DriftPorts,
): Promise<DriftReport> {
  const results = await Promise.all(stacks.map((stack) => detectIn(stack, ports)));
  const unknown = stacks.flatMap((stack, index) => {
    const reason = results[index]?.reason;
    return reason === undefined ? [] : [{ ...stack, reason }];
  });
  if (stacks.length > 0 && results.every(({ checked }) => !checked)) {
    throw new NothingChecked(unknown.map(({ reason }) => reason));
  }
  return { drifted: results.flatMap(({ drifted }) => drifted), unknown };
}

interface StackResult {
  readonly checked: boolean;
  readonly drifted: readonly DriftedResource[];
  /** Why something of it is not known. */
  readonly reason?: string;
}

async function detectIn(stack: StackAddress, ports: DriftPorts): Promise<StackResult> {
  let detection: string;
  try {
    detection = await ports.begin(stack);
  } catch (error) {
    if (!(error instanceof DetectionRefused)) throw error;
    return { checked: false, drifted: [], reason: error.message };
  }
  for (let pauses = 0; pauses < MOST_PAUSES; pauses += 1) {
    const state = await ports.state(stack, detection);
    if (state.kind !== 'busy') {
      const drifted = await ports.drifted(stack);
      return {
        checked: true,
        drifted,
        ...(state.kind === 'incomplete' && { reason: state.reason }),
      };
    }
    await ports.pause(PAUSE_MS);
  }
  return { checked: false, drifted: [], reason: 'it takes longer than ten minutes' };
}
