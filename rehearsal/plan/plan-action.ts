export interface ActionBase {
  readonly name: string;
  readonly stage: string;
  readonly runOrder: number;
  /** Where its role lives. */
  readonly account: string;
  readonly region: string;
  /** The action's own role; the pipeline's without. */
  readonly roleArn?: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  /** Where its output variables go. */
  readonly namespace?: string;
}

export interface SourceAction extends ActionBase {
  readonly provider: 'CodeStarSourceConnection';
  readonly repository: string;
  readonly branch: string;
  readonly connectionArn: string;
  /** Whether every push of the branch starts an execution, whatever the triggers say. */
  readonly detectChanges: boolean;
  /** `CODEBUILD_CLONE_REF`: a reference, of which builds make a clone with its history. */
  readonly outputFormat: 'CODE_ZIP' | 'CODEBUILD_CLONE_REF';
}

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

export interface CloudFormationAction extends ActionBase {
  readonly provider: 'CloudFormation';
  /** The second deletes a stack that failed, and makes it anew. */
  readonly mode: 'CREATE_UPDATE' | 'REPLACE_ON_FAILURE';
  readonly stackName: string;
  readonly template: ArtifactFile;
  readonly templateConfiguration?: ArtifactFile;
  readonly capabilities: readonly string[];
  /** Role that CloudFormation makes the resources with. */
  readonly executionRoleArn?: string;
}

/** `Artifact::path` */
export interface ArtifactFile {
  readonly artifact: string;
  readonly file: string;
}

export interface ApprovalAction extends ActionBase {
  readonly provider: 'Manual';
  readonly comment?: string;
  readonly reviewUrl?: string;
  /** How long it waits for an answer. */
  readonly timeLimitMinutes: number;
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
  | LambdaAction;
