import {
  DescribeStacksCommand,
  GetTemplateCommand,
  type CloudFormationClient,
  type Stack,
} from '@aws-sdk/client-cloudformation';
import { z } from 'zod';
import type { Template } from './actions/template-differences';

/** A deployed stack, or `undefined` when there is none of that name. */
export async function describeStack(
  client: CloudFormationClient,
  stackName: string,
): Promise<Stack | undefined> {
  const answer = await unlessMissing(
    client.send(new DescribeStacksCommand({ StackName: stackName })),
  );
  return answer?.Stacks?.[0];
}

/** A deployed stack's template as it was handed over, or `undefined` without such a stack. */
export async function deployedTemplate(
  client: CloudFormationClient,
  stackName: string,
): Promise<Template | undefined> {
  const command = new GetTemplateCommand({ StackName: stackName, TemplateStage: 'Original' });
  const answer = await unlessMissing(client.send(command));
  if (!answer) return undefined;
  if (answer.TemplateBody === undefined) throw new Error(`${stackName} came without its template`);
  return parseTemplate(answer.TemplateBody);
}

/** CDK writes its templates as JSON. */
export function parseTemplate(text: string): Template {
  return z.record(z.string(), z.unknown()).parse(JSON.parse(text));
}

/** CloudFormation has no error of its own for a stack that is not there. */
async function unlessMissing<T>(answer: Promise<T>): Promise<T | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (
      error instanceof Error &&
      error.name === 'ValidationError' &&
      error.message.includes('does not exist')
    ) {
      return undefined;
    }
    throw error;
  }
}
