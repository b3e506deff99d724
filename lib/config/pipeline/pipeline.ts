import type { PipelineConfig } from '../config';
import { choice, list, record, Refusal, text } from '../fields/field';

const principalArn = text<string>('the ARN of a role or user of IAM', (value) =>
  /^arn:aws:iam::\d{12}:(?:role|user)\/[\w+=,.@/-]+$/.test(value)
    ? value
    : new Refusal('write, for example, "arn:aws:iam::111111111111:role/release-managers"'),
);

/** How releases wait for each other, and who may say yes to them. */
export const pipeline = record({
  executionMode: choice(['SUPERSEDED', 'QUEUED']).optional(),
  approvers: list('ARNs of roles and users', principalArn).optional(),
});

interface Given {
  readonly executionMode?: 'SUPERSEDED' | 'QUEUED' | undefined;
  readonly approvers?: readonly string[] | undefined;
}

export function pipelineOf({
  executionMode = 'SUPERSEDED',
  approvers = [],
}: Given = {}): PipelineConfig {
  return { executionMode, approvers };
}
