import { z } from 'zod';
import type { ToldExecution } from '../code-pipeline/api-shapes';
import type { StateChange } from '../code-pipeline/state-changes';
import type { FaultKind } from '../faults/fault';
import { timeLimits } from '../runner/time-limits';
import { roleCalls } from './calls';
import { ControlConnection } from './control-connection';
import { CannotKeep, EmulatorFailed, EmulatorUnreachable, ServiceRoleRefused } from './errors';
import {
  pipelineResource,
  localEndpoint,
  provisionedResource,
  sentMail,
  type Location,
} from './inventory';

const READY_LIMIT_MS = 2_000;

/**
 * The launcher's own paths. A new path is one method here, with the schema of its answer, and one
 * case in launcher/control.py. Every method rejects with {@link EmulatorFailed}.
 */
export class Control {
  readonly #launcher: ControlConnection;

  constructor(
    /** `http://127.0.0.1:<port>`: the value of AWS_ENDPOINT_URL. */
    readonly endpoint: string,
    token: string,
    limitMs = timeLimits().emulatorAnswer,
  ) {
    this.#launcher = new ControlConnection(endpoint, token, limitMs);
  }

  /**
   * Credentials of a role as an AWS service gets them. The role's trust policy is checked for the
   * service principal. Rejects with {@link ServiceRoleRefused}.
   */
  assumeServiceRole(request: ServiceRoleRequest): Promise<SessionCredentials> {
    const refused = (why: string) => new ServiceRoleRefused(why);
    return this.#launcher.post('service-role', request, sessionCredentials, refused);
  }

  /** Whether IAM lets a session do something for which the emulator has no API call. */
  isAllowed(request: PermissionRequest): Promise<boolean> {
    const answer = z.object({ allowed: z.boolean() }).transform(({ allowed }) => allowed);
    return this.#launcher.post('permission', request, answer);
  }

  /** Reports an execution to the emulated CodePipeline and EventBridge: see rehearsal/code-pipeline. */
  async reportExecution(report: ExecutionReport): Promise<void> {
    await this.#launcher.post('execution-report', report, nothing);
  }

  /** How somebody answered an approval by the API (PutApprovalResult); `undefined` until then. */
  approvalAnswer(approval: AskedApproval): Promise<ApprovalByCall | undefined> {
    const answer = z
      .object({ answer: approvalByCall.nullable() })
      .transform((given) => given.answer ?? undefined);
    return this.#launcher.post('approval-answer', approval, answer);
  }

  /** Lets a function answer for a job of CodePipeline. */
  async openJob(job: JobId): Promise<void> {
    await this.#launcher.post('job', job, nothing);
  }

  /** `undefined` until the function has answered. */
  jobResult(job: JobId): Promise<JobResult | undefined> {
    const answer = z
      .object({ result: jobResult.nullable() })
      .transform(({ result }) => result ?? undefined);
    return this.#launcher.post('job-result', job, answer);
  }

  /**
   * Writes the whole cloud into its folder (launcher/kept.py). It waits until no stack is being changed.
   * Rejects with {@link CannotKeep}.
   */
  async keep(patienceSeconds = 60): Promise<void> {
    await this.#launcher.post('keep', { patienceSeconds }, nothing, (why) => new CannotKeep(why));
  }

  /** Lets the pages of these origins frame what the emulator serves (launcher/frames.py). */
  async admitFrames(origins: readonly string[]): Promise<void> {
    await this.#launcher.post('frames', { origins }, nothing);
  }

  /** Breaks one call, once: see launcher/faults.py. */
  async plantFault(fault: CallFault): Promise<void> {
    await this.#launcher.post('fault', fault, nothing);
  }

  /** The call that got the fault, such as `sqs:SendMessage`. */
  faultMetBy(id: string): Promise<string | undefined> {
    const answer = z.object({ by: z.string().nullable() }).transform(({ by }) => by ?? undefined);
    return this.#launcher.post('fault-met', { id }, answer);
  }

  /** Removes a fault, and lets the call that it holds continue. */
  async liftFault(id: string): Promise<void> {
    await this.#launcher.post('fault-lifted', { id }, nothing);
  }

  /** Every deployed `AWS::CodePipeline::Pipeline`. */
  pipelines() {
    return this.#launcher.get('pipelines', z.array(pipelineResource).readonly());
  }

  /** Every resource that CloudFormation has provisioned and not deleted, of every account. */
  resources() {
    return this.#launcher.get('resources', z.array(provisionedResource).readonly());
  }

  /** Local addresses of public ones: distributions have their own name and each alias. */
  endpoints() {
    return this.#launcher.get('endpoints', z.array(localEndpoint).readonly());
  }

  /** Every mail that SES sent, or a topic to its subscribers, in any account or region, oldest first. */
  mails() {
    return this.#launcher.get('mails', z.array(sentMail).readonly());
  }

  /** The calls of roles so far, and the statements that decided on them. */
  calls() {
    return this.#launcher.get('calls', roleCalls);
  }

  /** Whether this launcher, and no other program that took the port, answers. */
  async isReady(): Promise<boolean> {
    return (await this.#health()) === 'ready';
  }

  /** Whether nothing listens at its endpoint any more. What is only slow has not gone. */
  async hasGone(): Promise<boolean> {
    return (await this.#health()) === 'gone';
  }

  async #health(): Promise<'ready' | 'not ready' | 'gone'> {
    const schema = z.object({ status: z.literal('ready') });
    try {
      return (await this.#launcher.get('health', schema, READY_LIMIT_MS)).status;
    } catch (error) {
      if (error instanceof EmulatorUnreachable) return 'gone';
      if (error instanceof EmulatorFailed) return 'not ready';
      throw error;
    }
  }
}

export interface ServiceRoleRequest {
  readonly roleArn: string;
  /** A service principal such as `codebuild.amazonaws.com`. */
  readonly service: string;
  readonly sessionName: string;
  /** Where the service works. The trust policy sees it as `aws:RequestedRegion`. */
  readonly region: string;
}

// Not frozen by `readonly()`: the AWS SDK adds to the credentials that it is given.
const sessionCredentials = z.object({
  accessKeyId: z.string(),
  secretAccessKey: z.string(),
  sessionToken: z.string(),
});
export type SessionCredentials = Readonly<z.infer<typeof sessionCredentials>>;

/** Breaks the first call that changes something, of a session, or of any role at a service. */
export type CallFault = {
  readonly id: string;
  /** Name of the fault in error messages, as `--break` takes it. */
  readonly label: string;
  readonly kind: FaultKind;
} & (
  | { readonly accessKeyId: string }
  /** Its prefix in IAM. */
  | { readonly service: string }
);

export interface PermissionRequest {
  /** The session's key. */
  readonly accessKeyId: string;
  /** Such as `codeconnections:UseConnection`. */
  readonly action: string;
  readonly resourceArn: string;
  readonly region: string;
}

/** The current state of an execution, and its latest changes. */
export interface ExecutionReport extends Location, ToldExecution {
  readonly pipeline: string;
  readonly changes: readonly StateChange[];
}

/** An approval that waits, with its pipeline's account and region. */
export interface AskedApproval extends Location {
  readonly pipeline: string;
  readonly executionId: string;
  readonly stage: string;
  readonly action: string;
}

const approvalByCall = z.object({ approved: z.boolean(), summary: z.string() });
type ApprovalByCall = Readonly<z.infer<typeof approvalByCall>>;

/** A job of CodePipeline, in the account and region of its action. */
export interface JobId extends Location {
  readonly id: string;
}

const details = { summary: z.string().optional(), externalExecutionId: z.string().optional() };
const jobResult = z.discriminatedUnion('status', [
  z.object({
    status: z.literal('succeeded'),
    variables: z.record(z.string(), z.string()),
    continuationToken: z.string().optional(),
    ...details,
  }),
  z.object({ status: z.literal('failed'), type: z.string(), message: z.string(), ...details }),
]);
/** A function's result of its job. */
export type JobResult = z.infer<typeof jobResult>;

const nothing = z.object({});
