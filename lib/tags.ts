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
