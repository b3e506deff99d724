import type { Definition } from '../../rehearsal/plan/plan';

const TOOLS = '111111111111';
export const PIPELINE_ROLE = `arn:aws:iam::${TOOLS}:role/pipeline`;

export interface RawAction {
  readonly [key: string]: unknown;
  readonly Name: string;
}

export function sourceAction(overrides: Readonly<Record<string, unknown>> = {}): RawAction {
  return {
    Name: 'Source',
    ActionTypeId: {
      Category: 'Source',
      Owner: 'AWS',
      Provider: 'CodeStarSourceConnection',
      Version: '1',
    },
    Configuration: {
      ConnectionArn: 'arn:aws:codeconnections:eu-west-1:111111111111:connection/c',
      FullRepositoryId: 'example/waypost',
      BranchName: 'main',
      DetectChanges: false,
    },
    OutputArtifacts: [{ Name: 'Source' }],
    RunOrder: 1,
    ...overrides,
  };
}

export function buildAction(
  name: string,
  overrides: Readonly<Record<string, unknown>> = {},
): RawAction {
  return {
    Name: name,
    ActionTypeId: { Category: 'Build', Owner: 'AWS', Provider: 'CodeBuild', Version: '1' },
    Configuration: { ProjectName: `project-${name}` },
    InputArtifacts: [{ Name: 'Source' }],
    RunOrder: 1,
    ...overrides,
  };
}

export function deployAction(
  name: string,
  configuration: Readonly<Record<string, unknown>> = {},
  overrides: Readonly<Record<string, unknown>> = {},
): RawAction {
  return {
    Name: name,
    ActionTypeId: { Category: 'Deploy', Owner: 'AWS', Provider: 'CloudFormation', Version: '1' },
    Configuration: {
      ActionMode: 'CREATE_UPDATE',
      StackName: `stack-${name}`,
      TemplatePath: 'Synth::stack.template.json',
      ...configuration,
    },
    InputArtifacts: [{ Name: 'Synth' }],
    RunOrder: 1,
    ...overrides,
  };
}

export function approvalAction(overrides: Readonly<Record<string, unknown>> = {}): RawAction {
  return {
    Name: 'Approve',
    ActionTypeId: { Category: 'Approval', Owner: 'AWS', Provider: 'Manual', Version: '1' },
    RunOrder: 1,
    ...overrides,
  };
}

export function invokeAction(
  configuration: Readonly<Record<string, unknown>>,
  overrides: Readonly<Record<string, unknown>> = {},
): RawAction {
  return {
    Name: 'Check',
    ActionTypeId: { Category: 'Invoke', Owner: 'AWS', Provider: 'Lambda', Version: '1' },
    Configuration: configuration,
    RunOrder: 1,
    ...overrides,
  };
}

/** A pipeline with the given stages, in the tools account. */
export function definition(
  stages: Readonly<Record<string, readonly RawAction[]>>,
  properties: Readonly<Record<string, unknown>> = {},
): Definition {
  return {
    name: 'waypost',
    account: TOOLS,
    region: 'eu-west-1',
    version: 7,
    properties: {
      RoleArn: PIPELINE_ROLE,
      RestartExecutionOnUpdate: true,
      ArtifactStore: { Type: 'S3', Location: 'artifacts' },
      Stages: Object.entries(stages).map(([Name, Actions]) => ({ Name, Actions })),
      ...properties,
    },
  };
}

export interface Deferred<T> {
  readonly promise: Promise<T>;
  readonly resolve: (value: T) => void;
  readonly reject: (reason: Error) => void;
}

/** A promise that the test settles. */
export function deferred<T = void>(): Deferred<T> {
  let resolve: (value: T) => void = () => undefined;
  let reject: (reason: Error) => void = () => undefined;
  const promise = new Promise<T>((yes, no) => {
    resolve = yes;
    reject = no;
  });
  return { promise, resolve, reject };
}
