import type { z } from 'zod';
import type { ToldExecution } from '../code-pipeline/api-shapes';
import type { StateChange } from '../code-pipeline/state-changes';
import type { jobResultSchema } from './control-answers';
import type {
  DeployedPipeline,
  LocalEndpoint,
  Location,
  ProvisionedResource,
  SentMail,
} from './inventory';

/** The embedded cloud as the rest of the rehearsal sees it; `emulator.ts` starts the real one. */
export interface Emulator {
  /** `http://127.0.0.1:<port>`: the value of AWS_ENDPOINT_URL. */
  readonly endpoint: string;
  readonly port: number;
  /** Everything the emulator and its Lambda functions print. */
  readonly logFile: string;
  /** What was decided on every call of a role: see launcher/decisions.py. Missing while there is none. */
  readonly decisionsFile: string;
  /**
   * Credentials of a role as an AWS service gets them, after the role's trust policy was checked
   * for the service principal. Rejects with {@link ServiceRoleRefused}.
   */
  assumeServiceRole(request: ServiceRoleRequest): Promise<SessionCredentials>;
  /** Whether IAM lets a session do something that no API call of the emulator stands for. */
  isAllowed(request: PermissionRequest): Promise<boolean>;
  /** What CodePipeline's API and EventBridge are to know of an execution: see rehearsal/code-pipeline. */
  tellPipelineNews(news: PipelineNews): Promise<void>;
  /** Lets a function answer for a job of CodePipeline. */
  openJob(job: JobId): Promise<void>;
  /** `undefined` until the function has answered. */
  jobResult(job: JobId): Promise<JobResult | undefined>;
  /** Every deployed `AWS::CodePipeline::Pipeline`. */
  pipelines(): Promise<readonly DeployedPipeline[]>;
  /** Every resource that CloudFormation has provisioned and not deleted, of every account. */
  resources(): Promise<readonly ProvisionedResource[]>;
  /** Where a public address is served locally: distributions by their own name and by each alias. */
  endpoints(): Promise<readonly LocalEndpoint[]>;
  /** Every mail sent through SES, or by a topic to its subscribers, in any account or region, oldest first. */
  mails(): Promise<readonly SentMail[]>;
  /** Whether nothing listens at its endpoint any more; its end is told a moment later. */
  hasGone(): Promise<boolean>;
  /** Settles when the emulator's process has ended, whoever ended it. Never rejects. */
  readonly exited: Promise<EmulatorExit>;
  /** Ends the emulator and every process that it started. Calling it again is harmless. */
  stop(): Promise<void>;
}

export interface EmulatorExit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

export interface ServiceRoleRequest {
  readonly roleArn: string;
  /** A service principal such as `codebuild.amazonaws.com`. */
  readonly service: string;
  readonly sessionName: string;
  /** Where the service works; the trust policy sees it as `aws:RequestedRegion`. */
  readonly region: string;
}

export interface PermissionRequest {
  /** Of the session. */
  readonly accessKeyId: string;
  /** Such as `codeconnections:UseConnection`. */
  readonly action: string;
  readonly resourceArn: string;
  readonly region: string;
}

export interface SessionCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
}

/** An execution as it is now, and what has changed in it. */
export interface PipelineNews extends Location, ToldExecution {
  readonly pipeline: string;
  readonly changes: readonly StateChange[];
}

/** A job of CodePipeline, where its pipeline's action is. */
export interface JobId extends Location {
  readonly id: string;
}

/** What a function has said of its job. */
export type JobResult = NonNullable<z.infer<typeof jobResultSchema>['result']>;
