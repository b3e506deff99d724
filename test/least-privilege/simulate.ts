import { runSimulation, type EvaluationResult } from '@cloud-copilot/iam-simulate';

export interface PolicyDocument {
  readonly Version?: string;
  readonly Statement: readonly object[];
}

export interface Question {
  /** ARN of the role's session. */
  readonly principal: string;
  readonly action: string;
  readonly resource: string;
  readonly context: Readonly<Record<string, string | readonly string[]>>;
  readonly policies: readonly PolicyDocument[];
  readonly boundaries?: readonly PolicyDocument[];
  readonly resourcePolicy?: PolicyDocument;
  /** Account of the resource, where its ARN has none. */
  readonly owner?: string;
}

export interface Verdict {
  readonly overall: EvaluationResult;
  /** By the role's own policies alone. */
  readonly identity: EvaluationResult | undefined;
}

/** What iam-simulate, which knows nothing of the emulator, makes of a call. */
export async function simulate(question: Question): Promise<Verdict> {
  const { principal, action, resource, context, policies, boundaries, resourcePolicy } = question;
  const answer = await runSimulation(
    {
      request: {
        principal,
        action,
        resource: { resource, accountId: question.owner ?? accountOf(resource, principal) },
        contextVariables: Object.fromEntries(
          Object.entries(context).map(([key, value]) => [
            key,
            typeof value === 'string' ? value : [...value],
          ]),
        ),
      },
      identityPolicies: named(policies),
      serviceControlPolicies: [],
      resourceControlPolicies: [],
      ...(boundaries?.length && { permissionBoundaryPolicies: named(boundaries) }),
      ...(resourcePolicy && { resourcePolicy }),
    },
    {},
  );
  if (answer.resultType !== 'single') {
    throw new Error(`${action} on ${resource} cannot be simulated: ${JSON.stringify(answer)}`);
  }
  const { analysis } = answer.result;
  return { overall: analysis.result, identity: analysis.identityAnalysis?.result };
}

function named(policies: readonly PolicyDocument[]) {
  return policies.map((policy, index) => ({ name: String(index), policy }));
}

/** A bucket's ARN has none: the caller's then. */
function accountOf(resource: string, principal: string): string {
  return [resource, principal].map((arn) => arn.split(':')[4]).find(Boolean) ?? '';
}
