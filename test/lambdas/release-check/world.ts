import type { CheckRequest } from '../../../lambdas/release-check/check-release';
import {
  ALWAYS_OPEN,
  type ReleaseRecord,
  type ReviewedStack,
} from '../../../lambdas/release-check/contract';
import type { StackVersion, ReleaseSources } from '../../../lambdas/release-check/ports';

export const REVIEWED = '2026-11-24T09:00:00.000Z';
export const BEFORE = '2026-11-20T12:00:00.000Z';
export const SINCE = '2026-11-24T15:30:00.000Z';

export const request: CheckRequest = {
  environment: 'prod',
  executionId: 'execution-1',
  window: ALWAYS_OPEN,
  // A Tuesday.
  now: new Date('2026-11-24T16:00:30.000Z'),
};

export const storage: ReviewedStack = {
  stackName: 'waypost-prod-storage',
  region: 'eu-west-1',
  deployed: { templateHash: 'old', lastUpdated: BEFORE },
  nextTemplateHash: 'new',
};
export const fresh: ReviewedStack = {
  stackName: 'waypost-prod-edge',
  region: 'us-east-1',
  deployed: null,
  nextTemplateHash: 'first',
};

/** As it was when it was reviewed. */
export const unchanged: StackVersion = {
  templateHash: 'old',
  lastUpdated: BEFORE,
  status: 'UPDATE_COMPLETE',
};

export const record: ReleaseRecord = {
  version: 1,
  environment: 'prod',
  executionId: 'execution-1',
  commit: 'c0ffee',
  reviewedAt: REVIEWED,
  summary: '',
  stacks: [storage, fresh],
  assets: [],
};

/** What the function sees: stack -> its state, and the text of the record. */
export function sources(
  stacks: Readonly<Record<string, StackVersion>> = { [storage.stackName]: unchanged },
  text: string | undefined = JSON.stringify(record),
): ReleaseSources {
  return {
    readRecord: () => Promise.resolve(text),
    deployed: ({ stackName }) => Promise.resolve(stacks[stackName]),
  };
}
