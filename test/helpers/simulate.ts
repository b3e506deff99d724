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
  /** All of them together are one boundary. */
  readonly boundary?: readonly PolicyDocument[] | undefined;
  readonly resourcePolicy?: PolicyDocument | undefined;
  /** Account of the resource, where its ARN has none. */
  readonly owner?: string | undefined;
}

export interface Verdict {
  readonly overall: EvaluationResult;
  /** By the role's own policies, within its boundary. */
  readonly identity: EvaluationResult;
}

/** What iam-simulate, which knows nothing of the emulator, makes of a call. */
export async function simulate(question: Question): Promise<Verdict> {
  const { principal, action, resource, context, policies, boundary, resourcePolicy } = question;
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
      ...(boundary && { permissionBoundaryPolicies: named(boundary) }),
      ...(resourcePolicy && { resourcePolicy }),
    },
    {},
  );
  if (answer.resultType !== 'single') {
    throw new Error(`${action} on ${resource} cannot be simulated: ${JSON.stringify(answer)}`);
  }
  const { result, identityAnalysis, permissionBoundaryAnalysis } = answer.result.analysis;
  const own = [identityAnalysis?.result ?? 'ImplicitlyDenied'];
  if (boundary) own.push(permissionBoundaryAnalysis?.result ?? 'ImplicitlyDenied');
  return { overall: result, identity: strictest(own) };
}

function strictest(results: readonly EvaluationResult[]): EvaluationResult {
  const order = ['ExplicitlyDenied', 'ImplicitlyDenied'] as const;
  return order.find((one) => results.includes(one)) ?? 'Allowed';
}

function named(policies: readonly PolicyDocument[]) {
  return policies.map((policy, index) => ({ name: String(index), policy }));
}

/** A bucket's ARN has none: the caller's then. */
function accountOf(resource: string, principal: string): string {
  return [resource, principal].map((arn) => arn.split(':')[4]).find(Boolean) ?? '';
}
