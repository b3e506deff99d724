import type { ReleaseRecord, ReviewedStack } from './contract';

/** What the check needs of a release's record. */
export type ReviewedState = Pick<
  ReleaseRecord,
  'environment' | 'executionId' | 'reviewedAt' | 'stacks'
>;

/** @returns why the text is no record, if it is none */
export function parseRecord(text: string): ReviewedState | { readonly problem: string } {
  try {
    const value = JSON.parse(text) as Partial<ReleaseRecord> | null;
    if (value?.version !== 1) return { problem: `its version is ${String(value?.version)}, not 1` };
    const { environment, executionId, reviewedAt, stacks } = value;
    if (![environment, executionId, reviewedAt].every((one) => typeof one === 'string')) {
      return { problem: 'it does not say what was reviewed, and when' };
    }
    if (!Array.isArray(stacks) || stacks.length === 0 || !stacks.every(isStack)) {
      return { problem: 'it does not say which stacks were reviewed' };
    }
    return value as ReviewedState;
  } catch (error) {
    if (error instanceof SyntaxError) return { problem: 'it is no JSON' };
    throw error;
  }
}

function isStack(value: unknown): value is ReviewedStack {
  const { stackName, region, deployed, nextTemplateHash } = (value ?? {}) as Partial<ReviewedStack>;
  const known = deployed === null ? [] : [deployed?.templateHash, deployed?.lastUpdated];
  return [stackName, region, nextTemplateHash, ...known].every((one) => typeof one === 'string');
}
