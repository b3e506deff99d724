import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { simulate } from '../helpers/simulate';

const policySchema = z.object({ Statement: z.array(z.looseObject({})) }).loose();

/** A line of the emulator's `decisions.jsonl`, which launcher/decisions.py writes. */
const decisionSchema = z.object({
  principal: z.string(),
  action: z.string(),
  resource: z.string(),
  region: z.string(),
  context: z.record(z.string(), z.union([z.string(), z.array(z.string())])),
  policies: z.array(policySchema),
  /** Permissions boundary, if there is one. */
  limits: z.array(z.array(policySchema)),
  resourcePolicy: policySchema.nullable(),
  owner: z.string().nullable(),
  decision: z.enum(['Allow', 'Deny', 'ImplicitDeny']),
});
export type Decision = z.infer<typeof decisionSchema>;

export async function readDecisions(file: string): Promise<Decision[]> {
  const text = await readFile(file, 'utf8');
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => decisionSchema.parse(JSON.parse(line)))
    .map((decision) => ({ ...decision, resource: withId(decision.resource) }));
}

/** Of a stack that is asked for by its name the emulator does not know the id, and writes a star. */
function withId(resource: string): string {
  return resource.replace(/\/\*$/, '/00000000-0000-0000-0000-000000000000');
}

const SAME = { Allow: 'Allowed', Deny: 'ExplicitlyDenied', ImplicitDeny: 'ImplicitlyDenied' };

/** What iam-simulate would have decided otherwise than the emulator, one line each. */
export async function disagreements(decisions: readonly Decision[]): Promise<string[]> {
  const lines = await Promise.all(
    decisions.map(async (decision) => {
      const { principal, action, resource, limits, resourcePolicy, owner } = decision;
      const found = await simulate({
        ...decision,
        boundary: boundaryIn(limits),
        resourcePolicy: resourcePolicy ?? undefined,
        owner: owner ?? undefined,
      });
      // The emulator asks the trust policy, and a bucket of another account, at another place.
      const simulated = resourcePolicy ? found.overall : found.identity;
      return simulated === SAME[decision.decision]
        ? []
        : [`${principal}: ${action} on ${resource}: ${decision.decision} here, ${simulated} there`];
    }),
  );
  return lines.flat();
}

/** Session policies would be a second limit. No caller of ours has any. */
function boundaryIn(limits: Decision['limits']) {
  if (limits.length > 1) throw new Error('A call of a session with policies of its own.');
  return limits[0];
}
