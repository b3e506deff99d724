import type { Stack } from 'aws-cdk-lib';
import type { ProjectName } from './types/branded';

/**
 * Tags of a stack, which CloudFormation passes on to every resource in it that takes tags.
 * Activate `cost-allocation` in the Billing console to see what each environment costs.
 */
export function standardTags(project: ProjectName, environment: string, stack: string) {
  return {
    project,
    environment,
    stack,
    'cost-allocation': `${project}-${environment}`,
  } as const;
}

/** A stack's tags as a property, for the types that take them from nobody but their own. */
export function tagsOf(stack: Stack): { key: string; value: string }[] {
  return Object.entries(stack.tags.tagValues()).map(([key, value]) => ({ key, value }));
}
