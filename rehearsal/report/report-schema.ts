import { z } from 'zod';
import { FAULT_KINDS } from '../faults/fault';

const outcome = z.enum(['succeeded', 'rejected', 'failed']);
const timing = {
  startedAt: z.iso.datetime(),
  durationMs: z.number().int().nonnegative(),
};

const action = z.strictObject({
  name: z.string(),
  provider: z.string(),
  account: z.string(),
  region: z.string(),
  role: z.string().describe('ARN of the role that the action works under.'),
  runOrder: z.number().int().positive(),
  status: z
    .enum(['succeeded', 'rejected', 'expired', 'failed', 'stopped', 'running', 'not-run'])
    .describe(
      '`expired`: nobody answered the approval in time. `stopped`: the rehearsal ended meanwhile. `not-run`: the execution ended before.',
    ),
  startedAt: timing.startedAt.nullable(),
  durationMs: timing.durationMs.nullable(),
  logPath: z.string().nullable().describe('null for an approval, and for what did not run.'),
  error: z.string().nullable(),
  stack: z
    .strictObject({ name: z.string(), change: z.enum(['created', 'updated', 'unchanged']) })
    .nullable()
    .describe('What a succeeded CloudFormation action has done to its stack.'),
});

const execution = z.strictObject({
  id: z.string(),
  commit: z.string(),
  trigger: z.enum(['start', 'push', 'restart']),
  status: z
    .enum([...outcome.options, 'restarted', 'superseded', 'stopped', 'running'])
    .describe(
      '`superseded`: a newer execution took its place in front of a stage. `stopped`: the rehearsal ended meanwhile.',
    ),
  supersededBy: z.string().nullable().describe('id of the newer execution that continued instead.'),
  ...timing,
  error: z.string().nullable(),
  stages: z.array(z.strictObject({ name: z.string(), actions: z.array(action) })),
});

const typeCounts = z.array(
  z.strictObject({ type: z.string(), count: z.number().int().positive() }),
);

/** `.waypost/report.json`. `docs/report.schema.json` is made from it. */
export const reportSchema = z
  .strictObject({
    version: z.literal(3),
    outcome: outcome
      .nullable()
      .describe('Of the newest commit; null while its execution is running.'),
    error: z.string().nullable().describe('Why the rehearsal itself ended, if it failed.'),
    commit: z.string().describe('The newest commit that was rehearsed.'),
    repository: z.string(),
    ...timing,
    from: z
      .strictObject({
        name: z.string().describe('As `--from` named it.'),
        commit: z.string().nullable().describe('null for what is deployed in an environment.'),
        outcome: z
          .enum(['succeeded', 'failed'])
          .nullable()
          .describe('null while it is being delivered.'),
      })
      .nullable()
      .describe('What was delivered first, so that the commit is an upgrade of it; null for none.'),
    notices: z.array(z.string()),
    faults: z
      .array(
        z.strictObject({
          target: z.string().describe('An action or a service, as `--break` takes it.'),
          kind: z.enum(FAULT_KINDS),
          status: z.enum(['planted', 'met', 'not-met']),
          detail: z.string().nullable().describe('What has met it.'),
        }),
      )
      .describe('What `--break` has broken: no real faults.'),
    preparations: z
      .array(
        z.strictObject({
          name: z.string(),
          status: z.enum(['succeeded', 'failed', 'stopped', 'running']),
          ...timing,
          logPath: z.string().nullable(),
          error: z.string().nullable(),
        }),
      )
      .describe('What came before the first execution: emulator, bootstrap, first deployment.'),
    executions: z.array(execution),
    restarts: z
      .array(
        z.strictObject({
          executionId: z.string(),
          differences: z.array(z.string()).describe('Where the pipeline had changed.'),
        }),
      )
      .describe('Executions that the pipeline restarted because it had changed itself.'),
    resources: z.strictObject({
      emulated: typeCounts,
      recorded: typeCounts.describe('Accepted and remembered; nothing behind them works.'),
      droppedProperties: z
        .array(z.strictObject({ type: z.string(), property: z.string() }))
        .describe('Properties that have no effect in the emulator.'),
    }),
    permissions: z
      .strictObject({
        allowed: z.number().int().nonnegative().describe('Calls under roles that were allowed.'),
        denied: z.array(
          z.strictObject({
            by: z
              .string()
              .describe('The action or function at the beginning of the chain of roles.'),
            executionId: z.string().nullable().describe('Of an action.'),
            role: z.string().describe('Name of the role, or of the service that wanted one.'),
            account: z.string(),
            action: z.string(),
            resources: z.array(z.string()).describe('Some of them.'),
            count: z.number().int().positive(),
            advice: z.string().describe('Why, and what to do.'),
          }),
        ),
        newGrants: z
          .array(
            z.strictObject({
              executionId: z.string(),
              environment: z.string(),
              used: z.number().int().nonnegative(),
              usedInPart: z.number().int().nonnegative(),
              notCounted: z.number().int().nonnegative(),
              neverExercised: z.array(
                z.strictObject({ grant: z.string(), saidBy: z.string(), use: z.string() }),
              ),
            }),
          )
          .describe('Of each release that waited for approval.'),
      })
      .describe(
        'When a commit was delivered last: what permissions allowed, denied, and newly grant.',
      ),
    endpoints: z
      .array(
        z.strictObject({
          name: z.string().describe('What answers there, such as `contact page`.'),
          environment: z.string().describe('Stage of the pipeline that delivered it.'),
          address: z.string(),
        }),
      )
      .describe('What the pipeline delivered. The addresses answer while the rehearsal is up.'),
    totals: z.strictObject({
      executions: z.number().int().nonnegative(),
      restarts: z.number().int().nonnegative(),
      actions: z.record(action.shape.status, z.number().int().nonnegative()),
      resources: z.number().int().nonnegative(),
    }),
  })
  .meta({ title: 'Report of a Waypost rehearsal' });

export type Report = z.infer<typeof reportSchema>;

/** The published JSON schema of the report. */
export function reportJsonSchema(): Record<string, unknown> {
  return { ...z.toJSONSchema(reportSchema) };
}
