import type { z } from 'zod';
import {
  choice,
  flag,
  type InputOf,
  list,
  type OutputOf,
  record,
  Refusal,
  text,
} from '../fields/field';

const principalArn = text<string>('the ARN of a role or user of IAM', (value) =>
  /^arn:aws:iam::\d{12}:(?:role|user)\/[\w+=,.@/-]+$/.test(value)
    ? value
    : new Refusal('write, for example, "arn:aws:iam::111111111111:role/release-managers"'),
);

const schema = record({
  /**
   * What happens to releases that wait in front of a stage while another release is inside, for
   * example at its approval. `SUPERSEDED`: the newest one goes next, and the older ones are
   * dropped. `QUEUED`: each goes in turn (docs/pipeline.md). Default: `SUPERSEDED`.
   */
  executionMode: choice(['SUPERSEDED', 'QUEUED']).default('SUPERSEDED'),
  /**
   * ARNs of the IAM roles and users that may assume `<project>-approver` in the tools account. This
   * role sees the pipeline and what a release would change, approves or rejects, and can do nothing
   * else. Administrators of that account can approve, too, with or without this role. Default:
   * none, and no such role.
   */
  approvers: list('ARNs of roles and users', principalArn).default([]),
  /**
   * Whether a person approves before the pipeline updates itself, where the update may let somebody do
   * more in the tools account (docs/pipeline.md). Other updates go on by themselves. Default: `false`.
   */
  confirmPermissionsBroadening: flag.default(false),
});

/** How releases wait for each other, and who may approve them. */
export type PipelineInput = InputOf<typeof schema>;
export const pipeline: z.ZodType<OutputOf<typeof schema>, PipelineInput> = schema;
