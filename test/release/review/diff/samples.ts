import type { ProjectName } from '../../../../lib/types/branded';
import type { ReleaseAssembly } from '../../../../release/assembly/assembly';
import type { AssemblyAsset, Commit, ReleaseEnvironment } from '../../../../release/assembly/files';
import type { ReleaseStack } from '../../../../release/assembly/read-stages';
import { compareEnvironment, type Comparison } from '../../../../release/review/diff/compare';
import type { DeployedStack } from '../../../../release/review/deployed-stack';
import type { StackLister } from '../../../../release/review/ports';
import type { Template } from '../../../../release/review/template/template';
import { ACCOUNT } from '../template/samples';

export const NOW = new Date('2027-01-15T12:00:00Z');
export const STORAGE = 'waypost-prod-storage';
export const CONTACT = 'waypost-prod-contact';

export const OLD_HASH = 'a'.repeat(64);
export const NEW_HASH = 'b'.repeat(64);

export const prod: ReleaseEnvironment = {
  name: 'prod',
  account: ACCOUNT,
  region: 'eu-west-1',
  approval: true,
  allowDestroy: [],
};

/** A table, whose name makes it anew when it changes. */
export function table(TableName: string, policies: object = {}) {
  return { Type: 'AWS::DynamoDB::GlobalTable', Properties: { TableName }, ...policies };
}

export function submit(hash: string, extra: object = {}) {
  return {
    Type: 'AWS::Lambda::Function',
    Properties: {
      FunctionName: 'waypost-prod-submit',
      Code: { S3Bucket: 'assets', S3Key: `${hash}.zip` },
      ...extra,
    },
  };
}

export function nextStack(stackName: string, template: Template): ReleaseStack {
  return {
    stackName,
    account: prod.account,
    region: prod.region,
    template: JSON.stringify(template),
    files: [],
    metadata: {},
  };
}

export function deployedStack(template: Template, physicalIds = {}): DeployedStack {
  return {
    template: JSON.stringify(template),
    status: 'UPDATE_COMPLETE',
    lastUpdated: '2027-01-01T00:00:00.000Z',
    physicalIds,
  };
}

/** An account that has nothing but what is delivered to it. */
export const nothingBeside: StackLister = {
  names: () => Promise.resolve([]),
  tags: () => Promise.resolve({}),
};

export function asset(hash: string, change: Partial<AssemblyAsset> = {}): AssemblyAsset {
  return {
    path: 'waypost-pipeline/prod/Contact/Submit',
    stackName: CONTACT,
    logicalId: 'Submit',
    hash,
    bytes: 46_569,
    packages: { aws4: '1.13.2' },
    ...change,
  };
}

export function commit(hash: string, parents: readonly string[], subject = hash): Commit {
  return { hash, parents, date: '2027-01-10T08:30:00+01:00', subject };
}

export function assemblyOf(
  stacks: readonly ReleaseStack[],
  change: Partial<ReleaseAssembly> = {},
): ReleaseAssembly {
  return {
    settings: { project: 'waypost' as ProjectName, environments: [prod], regions: [] },
    stacks,
    commits: [],
    assets: [],
    sbom: '{}',
    stacksOf: () => stacks,
    ...change,
  };
}

/** Stack name -> what is deployed, if anything, and what comes. */
export type Sides = Readonly<
  Record<string, readonly [deployed: Template | undefined, next: Template]>
>;

export function compare(sides: Sides, change: Partial<Comparison> = {}) {
  return compareEnvironment({
    project: 'waypost' as ProjectName,
    environment: prod,
    stacks: Object.entries(sides).map(([name, [, next]]) => nextStack(name, next)),
    deployed: new Map(
      Object.entries(sides).flatMap(([name, [deployed]]) =>
        deployed ? [[name, deployedStack(deployed)] as const] : [],
      ),
    ),
    leftBehind: [],
    assets: [],
    now: NOW,
    ...change,
  });
}
