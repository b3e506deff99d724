import { z } from 'zod';

/** A policy's statement as it is deployed. */
const statement = z.object({
  /** What it is of: the caller's role, a limit of it, a resource, or a role that is to be assumed. */
  kind: z.enum(['role', 'boundary', 'session', 'resource', 'trust']),
  /** ARN of the role or resource that has the policy. */
  holder: z.string(),
  policy: z.string(),
  /** Where it stands in its policy, from 1. */
  number: z.int().positive(),
  document: z.record(z.string(), z.unknown()),
});

const call = z.object({
  /** ARN of the session at the beginning of the chain of roles. */
  origin: z.string(),
  /** Name of the role that called, or of a service that assumes a role. */
  caller: z.string(),
  /** Of the caller; of the role that a service assumes. */
  account: z.string(),
  region: z.string(),
  action: z.string(),
  resource: z.string(),
  /** How often the same was called with the same result. */
  count: z.int().positive(),
  decision: z.enum(['Allow', 'Deny', 'ImplicitDeny']),
  /** Of an `ImplicitDeny`: which kind of policy has no statement that allows it. */
  missing: statement.shape.kind.nullable(),
  /** Indexes of the statements that said so. Of an `ImplicitDeny`, those that would have let it pass. */
  statements: z.array(z.int().nonnegative()),
  /** What fails of statements of the missing kind that have the action. */
  nearest: z.array(
    z.object({ statement: z.int().nonnegative(), fails: z.enum(['resource', 'condition']) }),
  ),
});

/** What roles have called, and how each call was decided: launcher/calls.py counts them. */
export const roleCalls = z.object({ calls: z.array(call), statements: z.array(statement) });

export type RoleCalls = z.infer<typeof roleCalls>;
export type RoleCall = RoleCalls['calls'][number];
export type PolicyStatement = RoleCalls['statements'][number];
