import { diffTemplate, ResourceImpact } from '@aws-cdk/cloudformation-diff';

export type Change = 'added' | 'changed' | 'replaced' | 'removed';

export interface ResourceChange {
  readonly change: Change;
  readonly type: string;
  readonly logicalId: string;
  /** Changed properties, for a resource that stays or is replaced. */
  readonly properties: readonly string[];
}

/** A CloudFormation template. */
export type Template = Readonly<Record<string, unknown>>;

/** What deploying a template does to the resources of a stack; nothing deployed is `{}`. */
export function resourceChanges(deployed: Template, next: Template): ResourceChange[] {
  const { resources } = diffTemplate({ ...deployed }, { ...next });
  const changes: ResourceChange[] = [];
  resources.forEachDifference((logicalId, difference) => {
    const change = changeOf(difference.changeImpact);
    if (change === undefined) return;
    changes.push({
      change,
      type: difference.newResourceType ?? difference.oldResourceType ?? 'unknown type',
      logicalId,
      properties: difference.isUpdate ? Object.keys(difference.propertyUpdates) : [],
    });
  });
  return changes;
}

function changeOf(impact: ResourceImpact): Change | undefined {
  switch (impact) {
    case ResourceImpact.WILL_CREATE:
    case ResourceImpact.WILL_IMPORT:
      return 'added';
    case ResourceImpact.WILL_UPDATE:
      return 'changed';
    // "May" is shown as the worse of the two.
    case ResourceImpact.MAY_REPLACE:
    case ResourceImpact.WILL_REPLACE:
      return 'replaced';
    case ResourceImpact.WILL_DESTROY:
    case ResourceImpact.WILL_ORPHAN:
      return 'removed';
    case ResourceImpact.NO_CHANGE:
      return undefined;
  }
}
