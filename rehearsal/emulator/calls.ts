import { z } from 'zod';

/** A deployed statement of a policy. */
const statement = z.object({
  /** Kind of its policy: of the caller's role, a limit of that role, of a resource, or the trust policy of a role. */
  kind: z.enum(['role', 'boundary', 'session', 'resource', 'trust']),
  /** ARN of the role or resource that has the policy. */
  holder: z.string(),
  policy: z.string(),
  /** Its position in the policy, from 1. */
  number: z.int().positive(),
  document: z.record(z.string(), z.unknown()),
});

const call = z.object({
  /** ARN of the session at the beginning of the chain of roles. */
  origin: z.string(),
  /** Name of the role that called, or of a service that assumes a role. */
  caller: z.string(),
  /** Account of the caller, or of the role that a service assumes. */
  account: z.string(),
  region: z.string(),
  action: z.string(),
  resource: z.string(),
  /** Number of equal calls with the same result. */
  count: z.int().positive(),
  decision: z.enum(['Allow', 'Deny', 'ImplicitDeny']),
  /** For an `ImplicitDeny`: the kind of policy that has no statement that allows it. */
  missing: statement.shape.kind.nullable(),
  /** Indexes of the deciding statements. For an `ImplicitDeny`: those that allow it in other kinds of policies. */
  statements: z.array(z.int().nonnegative()),
  /** Statements of the missing kind that have the action, and the part of each that does not match. */
  nearest: z.array(
    z.object({ statement: z.int().nonnegative(), fails: z.enum(['resource', 'condition']) }),
  ),
});

/** The calls of roles, and the decision on each: launcher/calls.py counts them. */
export const roleCalls = z.object({ calls: z.array(call), statements: z.array(statement) });

export type RoleCalls = z.infer<typeof roleCalls>;
export type RoleCall = RoleCalls['calls'][number];
export type RoleStatement = RoleCalls['statements'][number];
