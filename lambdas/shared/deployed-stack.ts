import {
  type CloudFormationClient,
  GetTemplateCommand,
  type Parameter,
} from '@aws-sdk/client-cloudformation';
import { describeStack } from './describe-stack';

export interface StackState {
  /** As it was handed over: what a release is compared with, and what its hash is of. */
  readonly template: string;
  /** ISO 8601, of its last update, or of its creation. */
  readonly lastUpdated: string;
  /** CloudFormation's own word, such as `UPDATE_COMPLETE`. */
  readonly status: string;
  /** Name -> value as it was given; unset for a stack without parameters. */
  readonly parameters?: Readonly<Record<string, string>>;
}

/** What a stack is now; `undefined` for one that is not there. */
export async function deployedStack(
  client: CloudFormationClient,
  StackName: string,
): Promise<StackState | undefined> {
  const stack = await describeStack(client, StackName);
  // Nothing was made of it yet: its change set waits.
  if (!stack || stack.StackStatus === 'REVIEW_IN_PROGRESS') return undefined;
  const { TemplateBody = '' } = await client.send(
    new GetTemplateCommand({ StackName, TemplateStage: 'Original' }),
  );
  const updated = stack.LastUpdatedTime ?? stack.CreationTime;
  if (updated === undefined)
    throw new Error(`CloudFormation does not say when ${StackName} changed`);
  return {
    template: TemplateBody,
    lastUpdated: updated.toISOString(),
    status: stack.StackStatus ?? 'unknown',
    ...(stack.Parameters?.length && { parameters: parametersOf(stack.Parameters) }),
  };
}

function parametersOf(parameters: readonly Parameter[]): Record<string, string> {
  return Object.fromEntries(
    parameters.map(({ ParameterKey = '', ParameterValue = '' }) => [ParameterKey, ParameterValue]),
  );
}
