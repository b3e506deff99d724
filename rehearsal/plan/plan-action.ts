export interface ActionBase {
  readonly name: string;
  readonly stage: string;
  readonly runOrder: number;
  /** Account of its role. */
  readonly account: string;
  readonly region: string;
  /** The action's own role. Unset: the pipeline's. */
  readonly roleArn?: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  /** Namespace of its output variables. */
  readonly namespace?: string;
}

interface SourceBase extends ActionBase {
  /** `owner/name`, a name in CodeCommit, or `bucket/key`. */
  readonly repository: string;
  /** Whether every push of the branch starts an execution, also without a trigger. */
  readonly detectChanges: boolean;
}

interface GitSource extends SourceBase {
  readonly branch: string;
}

interface ClonedSource extends GitSource {
  /** `CODEBUILD_CLONE_REF`: a reference. Builds clone it with its history. */
  readonly outputFormat: 'CODE_ZIP' | 'CODEBUILD_CLONE_REF';
}

export interface ConnectionSource extends ClonedSource {
  readonly provider: 'CodeStarSourceConnection';
  readonly connectionArn: string;
}

export interface CodeCommitSource extends ClonedSource {
  readonly provider: 'CodeCommit';
}

/** GitHub with a token (version 1 of the action). */
export interface GitHubSource extends GitSource {
  readonly provider: 'GitHub';
  /** It can hand over nothing else. */
  readonly outputFormat: 'CODE_ZIP';
}

/** An object in a bucket, as a zip. */
export interface S3Source extends SourceBase {
  readonly provider: 'S3';
  readonly branch?: undefined;
  readonly bucket: string;
  readonly key: string;
}

export type SourceAction = ConnectionSource | CodeCommitSource | GitHubSource | S3Source;

export interface CodeBuildAction extends ActionBase {
  readonly provider: 'CodeBuild';
  readonly project: string;
  readonly primarySource?: string;
  readonly environment: readonly EnvironmentVariable[];
}

export interface EnvironmentVariable {
  readonly name: string;
  readonly value: string;
  readonly type: 'PLAINTEXT' | 'PARAMETER_STORE' | 'SECRETS_MANAGER';
}

interface StackAction extends ActionBase {
  readonly provider: 'CloudFormation';
  readonly stackName: string;
  /** Role with which CloudFormation makes the resources. */
  readonly executionRoleArn?: string;
}

/** A text, which may have variables; a part of an artifact's place; or a value of a JSON file in an artifact. */
export type ParameterValue =
  | string
  | { readonly artifact: string; readonly attribute: 'BucketName' | 'ObjectKey' | 'URL' }
  | { readonly artifact: string; readonly file: string; readonly key: string };

/** The outputs of a deployed stack are written into the action's output artifact, as JSON. */
interface OutputsOfStack {
  /** Name of the file. Unset: there is no artifact. */
  readonly outputFile?: string;
}

/** What a template is deployed with. */
interface TemplateAction extends StackAction {
  readonly template: ArtifactFile;
  readonly templateConfiguration?: ArtifactFile;
  /** Values of parameters. They override those of the template configuration. */
  readonly parameters: Readonly<Record<string, ParameterValue>>;
  readonly capabilities: readonly string[];
}

export interface DeployStackAction extends TemplateAction, OutputsOfStack {
  /** REPLACE_ON_FAILURE deletes a failed stack, and makes it again. */
  readonly mode: 'CREATE_UPDATE' | 'REPLACE_ON_FAILURE';
}

/** Makes a change set, in place of one with the same name. The stack stays as it is. */
export interface MakeChangeSetAction extends TemplateAction {
  readonly mode: 'CHANGE_SET_REPLACE';
  readonly changeSetName: string;
}

export interface ExecuteChangeSetAction extends StackAction, OutputsOfStack {
  readonly mode: 'CHANGE_SET_EXECUTE';
  readonly changeSetName: string;
}

export interface DeleteStackAction extends StackAction {
  readonly mode: 'DELETE_ONLY';
}

export type CloudFormationAction =
  | DeployStackAction
  | MakeChangeSetAction
  | ExecuteChangeSetAction
  | DeleteStackAction;

/** `Artifact::path` */
export interface ArtifactFile {
  readonly artifact: string;
  readonly file: string;
}

export interface ApprovalAction extends ActionBase {
  readonly provider: 'Manual';
  readonly comment?: string;
  readonly reviewUrl?: string;
  /** How many minutes it waits for an answer. */
  readonly timeLimitMinutes: number;
}

/** Files in a bucket. CodePipeline calls its provider S3, as that of a source. */
export interface S3DeployAction extends ActionBase {
  readonly provider: 'S3Deploy';
  readonly bucket: string;
  /** Key of the zip, or the prefix of its files' keys. */
  readonly key: string;
  /** Whether the files of the artifact are deployed, and not its zip. */
  readonly extract: boolean;
  readonly kmsKeyId?: string;
  /** Canned ACL of each object. */
  readonly acl?: string;
  readonly cacheControl?: string;
}

export interface LambdaAction extends ActionBase {
  readonly provider: 'Lambda';
  readonly functionName: string;
  readonly userParameters?: string;
}

export type Action =
  | SourceAction
  | CodeBuildAction
  | CloudFormationAction
  | ApprovalAction
  | S3DeployAction
  | LambdaAction;

const SOURCES: ReadonlySet<string> = new Set([
  'CodeStarSourceConnection',
  'CodeCommit',
  'GitHub',
  'S3',
]);

export function isSource(action: Action): action is SourceAction {
  return SOURCES.has(action.provider);
}
