import {
  CloudFormationClient,
  paginateListStackResources,
  paginateListStacks,
} from '@aws-sdk/client-cloudformation';
import { credentialsOf } from '../../rehearsal/emulator/client-environment';
import { isNamedInPolicies } from './template-values';
import { plainId } from './symbols';

/** A resource in an emulator. */
export interface DeployedResource {
  readonly stack: string;
  readonly logicalId: string;
  readonly type: string;
  /** The last part of its ARN. */
  readonly name: string;
}

/** What CloudFormation has deployed in an account, of the types that policies name. */
export async function deployedResources(
  endpoint: string,
  account: string,
  region: string,
): Promise<DeployedResource[]> {
  const client = new CloudFormationClient({
    endpoint,
    region,
    credentials: credentialsOf({ account }),
  });
  const found: DeployedResource[] = [];
  for await (const { StackSummaries = [] } of paginateListStacks({ client }, {})) {
    for (const { StackName: stack = '', StackStatus } of StackSummaries) {
      if (StackStatus === 'DELETE_COMPLETE') continue;
      for await (const page of paginateListStackResources({ client }, { StackName: stack })) {
        for (const resource of page.StackResourceSummaries ?? []) {
          const { LogicalResourceId: logicalId = '', ResourceType: type = '' } = resource;
          const name = resource.PhysicalResourceId?.split(/[/:]/).at(-1) ?? '';
          if (isNamedInPolicies(type) && name !== '') found.push({ stack, logicalId, type, name });
        }
      }
    }
  }
  return found;
}

/** A name that CloudFormation made up: with a hash at its end, or an id. Ours begin with the stack's project. */
export function isGenerated({ stack, name }: DeployedResource): boolean {
  const project = stack.split('-')[0] ?? '';
  return /[0-9a-f]{13}$/i.test(name) || !name.startsWith(project);
}

/** Its name of ours, or what stands for it: its stack and logical id. */
export function symbolOf(resource: DeployedResource): string {
  return isGenerated(resource) ? `${resource.stack}.${plainId(resource.logicalId)}` : resource.name;
}
