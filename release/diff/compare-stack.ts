import { isDeepStrictEqual } from 'node:util';
import {
  fullDiff,
  type PropertyDifference,
  type ResourceDifference,
  ResourceImpact,
} from '@aws-cdk/cloudformation-diff';
import {
  type Change,
  CHANGES,
  type PropertyChange,
  type ResourceChange,
  type StackDiff,
} from './model';
import { networkChanges, permissionChanges } from './broadening';
import type { Template } from './template';

/** Characters of a property's value that the page shows, and how many before those that differ. */
const LONGEST_VALUE = 400;
const LEAD = 80;

export interface StackSides {
  readonly stackName: string;
  readonly region: string;
  /** `{}` for a stack that is not there yet. */
  readonly deployed: Template;
  readonly next: Template;
  /** Logical id -> name, of what is deployed. */
  readonly physicalIds: Readonly<Record<string, string>>;
  readonly status?: string;
}

/** What deploying a template does to a stack. */
export function compareStack(sides: StackSides): StackDiff {
  const { stackName, region, status, deployed, next, physicalIds } = sides;
  const difference = fullDiff({ ...deployed }, { ...next });
  const changes: ResourceChange[] = [];
  difference.resources.forEachDifference((logicalId, resource) => {
    const change = changeOf(resource);
    if (change === undefined) return;
    const physicalId = change === 'added' ? undefined : physicalIds[logicalId];
    changes.push({
      change,
      type: resource.oldResourceType ?? resource.newResourceType ?? 'unknown type',
      logicalId,
      ...(physicalId !== undefined && { physicalId }),
      keepsOld: isReplacement(change) && keepsOld(resource),
      properties: propertiesOf(resource),
    });
  });
  return {
    stackName,
    region,
    ...(status !== undefined && { status }),
    changes: changes.sort(
      (a, b) =>
        CHANGES.indexOf(a.change) - CHANGES.indexOf(b.change) ||
        (a.logicalId < b.logicalId ? -1 : 1),
    ),
    sections: status === undefined ? [] : sectionsOf(deployed, next),
    permissions: permissionChanges(difference.iamChanges),
    network: networkChanges(difference.securityGroupChanges),
  };
}

/** Whether deploying the template changes anything. */
export function differs({ changes, sections }: Pick<StackDiff, 'changes' | 'sections'>): boolean {
  return changes.length > 0 || sections.length > 0;
}

function sectionsOf(deployed: Template, next: Template): string[] {
  const names = new Set([...Object.keys(deployed), ...Object.keys(next)]);
  return [...names]
    .filter((name) => name !== 'Resources' && name !== 'Metadata')
    .filter((name) => !isDeepStrictEqual(deployed[name], next[name]))
    .sort();
}

function changeOf(difference: ResourceDifference): Change | undefined {
  switch (difference.changeImpact) {
    case ResourceImpact.WILL_CREATE:
    case ResourceImpact.WILL_IMPORT:
      return 'added';
    case ResourceImpact.WILL_UPDATE:
      return differsInMetadataAlone(difference) ? undefined : 'changed';
    case ResourceImpact.MAY_REPLACE:
      return 'maybe-replaced';
    case ResourceImpact.WILL_REPLACE:
      return 'replaced';
    case ResourceImpact.WILL_DESTROY:
      return 'destroyed';
    case ResourceImpact.WILL_ORPHAN:
      return 'retained';
    case ResourceImpact.NO_CHANGE:
      return undefined;
  }
}

function isReplacement(change: Change): boolean {
  return change === 'replaced' || change === 'maybe-replaced';
}

/** Said by both templates, as it is not documented which of them counts. */
function keepsOld({ oldValue, newValue }: ResourceDifference): boolean {
  return [oldValue, newValue].every((side) => side?.['UpdateReplacePolicy'] === 'Retain');
}

/** Notes of the CDK's: the resource stays as it is. */
function differsInMetadataAlone({ propertyUpdates, otherChanges }: ResourceDifference): boolean {
  const names = [...Object.keys(propertyUpdates), ...Object.keys(otherChanges)];
  return names.every((name) => name === 'Metadata');
}

function propertiesOf(difference: ResourceDifference): PropertyChange[] {
  if (!difference.isUpdate) return [];
  const { propertyUpdates, otherChanges } = difference;
  return Object.entries({ ...otherChanges, ...propertyUpdates })
    .filter(([name]) => name !== 'Metadata')
    .map(([name, { oldValue, newValue, ...rest }]) => {
      const { changeImpact } = rest as Partial<PropertyDifference<unknown>>;
      return {
        name,
        replaces:
          changeImpact === ResourceImpact.WILL_REPLACE ||
          changeImpact === ResourceImpact.MAY_REPLACE,
        ...shortened(wordsOf(oldValue), wordsOf(newValue)),
      };
    });
}

function wordsOf(value: unknown): string | undefined {
  return typeof value === 'string' || value === undefined ? value : JSON.stringify(value);
}

/** Both sides, long ones from shortly before where they part. */
function shortened(before?: string, after?: string): Pick<PropertyChange, 'before' | 'after'> {
  const from = Math.max(0, partingOf(before ?? '', after ?? '') - LEAD);
  const long = [before, after].some((text = '') => text.length > LONGEST_VALUE);
  const short = (text: string) => {
    if (!long) return text;
    const to = from + LONGEST_VALUE;
    return `${from > 0 ? '…' : ''}${text.slice(from, to)}${text.length > to ? '…' : ''}`;
  };
  return {
    ...(before !== undefined && { before: short(before) }),
    ...(after !== undefined && { after: short(after) }),
  };
}

function partingOf(one: string, other: string): number {
  let index = 0;
  while (index < one.length && one[index] === other[index]) index += 1;
  return index;
}
