import type { EnvOf } from '../../lambdas/shared/env';
import type { StackAddress } from '../../lambdas/shared/stack-address';
import type { Names, Rating } from './grants/grant';

/**
 * Input and output of `release-diff.mjs`, which a build runs. The script lies in the cloud assembly. It
 * compares one deployed environment with this assembly, and writes the files of `RELEASE_FILES`
 * (lambdas/release-check/contract.ts) below `releases/<environment>/<executionId>/`.
 *
 * Its role needs, and no more:
 * - `sts:AssumeRole` of the environment's reader role;
 * - `s3:PutObject` and `s3:GetObject` below `releases/<environment>/` in the artifact bucket, with
 *   `kms:GenerateDataKey` and `kms:Decrypt` of its key (GetObject: the record of the last release);
 * - `codepipeline:ListPipelineExecutions` of the pipeline.
 */

/** Name, without `.mjs`, of the script that compares the pipeline's own account with the release. */
export const PIPELINE_DIFF_SCRIPT = 'pipeline-diff';

/**
 * Environment variables of `pipeline-diff.mjs`. It writes the files of `RELEASE_FILES` below
 * `releases/ReviewPipeline/<executionId>/`.
 */
export const PIPELINE_DIFF_ENV = {
  bucket: 'RELEASE_BUCKET',
  pipeline: 'RELEASE_PIPELINE',
  executionId: 'RELEASE_EXECUTION_ID',
  commit: 'RELEASE_COMMIT',
  /** Name of the stage that waits, which is the folder of the files as well. */
  stage: 'REVIEW_STAGE',
} as const;

export type PipelineDiffEnv = EnvOf<typeof PIPELINE_DIFF_ENV>;

/** Variable that the build exports, `NOT_BROADER` or `MAY_BE_BROADER`. */
export const PERMISSIONS_VARIABLE = 'PERMISSIONS';

/** `NOT_BROADER` lets the pipeline go on by itself; anything else asks a person. */
export const NOT_BROADER = 'not broader';
export const MAY_BE_BROADER = 'may be broader';

/** File beside the script that gets one of them. */
export const PERMISSIONS_FILE = 'release-permissions.txt';

/** Name, without `.mjs`, of the script beside the cloud assembly. */
export const RELEASE_DIFF_SCRIPT = 'release-diff';

/** Environment variables of `release-diff.mjs`. */
export const RELEASE_DIFF_ENV = {
  /** Name of the environment and of the pipeline's stage. */
  environment: 'RELEASE_ENVIRONMENT',
  /** Role in the environment's account that may read the stacks. */
  readerRoleArn: 'RELEASE_READER_ROLE_ARN',
  /** Name of the artifact bucket. */
  bucket: 'RELEASE_BUCKET',
  /** Name of the pipeline. */
  pipeline: 'RELEASE_PIPELINE',
  /** `#{codepipeline.PipelineExecutionId}` */
  executionId: 'RELEASE_EXECUTION_ID',
  /** `CommitId` of the source action. */
  commit: 'RELEASE_COMMIT',
} as const;

export type ReleaseDiffEnv = EnvOf<typeof RELEASE_DIFF_ENV>;

/** Variable that the build exports: the text of the approval, several lines. */
export const SUMMARY_VARIABLE = 'SUMMARY';

/** File beside the script. It gets the summary, also when the script fails. */
export const SUMMARY_FILE = 'release-summary.txt';

/**
 * CodePipeline takes 1,000 characters for a value of an action's configuration.
 * https://docs.aws.amazon.com/codepipeline/latest/APIReference/API_ActionDeclaration.html
 */
export const SUMMARY_LIMIT = 1000;

/**
 * Commands of the build that compares the pipeline. A commit from before the script was there asks a person, and
 * so does a script that breaks off: a build that failed would keep the pipeline from mending itself.
 */
export const PIPELINE_DIFF_COMMANDS = [
  `[ ! -f ${PIPELINE_DIFF_SCRIPT}.mjs ] || node ${PIPELINE_DIFF_SCRIPT}.mjs || echo "A person is asked."`,
  `export ${SUMMARY_VARIABLE}="$(cat ${SUMMARY_FILE} 2>/dev/null || echo unknown)"`,
  `export ${PERMISSIONS_VARIABLE}="$(cat ${PERMISSIONS_FILE} 2>/dev/null || echo unknown)"`,
] as const;

/** Commands of the build: one shell runs both, and `"$(...)"` keeps the lines apart. */
export const RELEASE_DIFF_COMMANDS = [
  `node ${RELEASE_DIFF_SCRIPT}.mjs`,
  `export ${SUMMARY_VARIABLE}="$(cat ${SUMMARY_FILE})"`,
] as const;

/**
 * Deletes one stack that no release delivers (bin/commands/destroy). It switches the stack's termination
 * protection off before, and refuses a stack that is delivered.
 * @param account `tools`, the name of an environment, or an account's id where no environment has it any more
 */
export function removalCommand(account: string, { stackName, region }: StackAddress): string {
  return `npx waypost destroy ${account} --stack ${stackName} --region ${region}`;
}

/**
 * Something that a release newly lets somebody do, as `grants.json` of `RELEASE_FILES`
 * (lambdas/release-check/contract.ts) has it, in the order and the words of the page.
 */
export interface NewGrant {
  readonly rating: Exclude<Rating, 'not broader'>;
  readonly change: 'comes' | 'goes' | 'changes';
  readonly what: string;
  readonly resource: string;
  readonly principal: string;
  readonly condition: string;
  /** Resource of the template that says it. */
  readonly type: string;
  readonly logicalId: string;
  readonly stackName: string;
  /** Unset where no Allow of a statement says it: a denial that goes, a switch, what cannot be read. */
  readonly allows?: AllowingStatement;
}

/**
 * What a statement allows, one list for each of its parts. A reference to a resource is
 * `${<stack>/<logical id>}` or `${<stack>/<logical id>.<attribute>}`, and `${?}` is what only a deployment knows.
 */
export interface AllowingStatement {
  /** Whose policy it is in: a role's own, its permissions boundary, its trust policy, or a resource's. */
  readonly kind: 'role' | 'boundary' | 'trust' | 'resource';
  /** References to what has the policy. */
  readonly of: readonly string[];
  readonly principal: Names;
  readonly action: Names;
  readonly resource: Names;
}
