import { isPart } from '../template/resolve';
import type { ReadResource } from '../template/read-release';

/** What is left of a resource that goes. */
export type Left = 'resource' | 'snapshot' | 'nothing';

const ORDER: readonly Left[] = ['nothing', 'snapshot', 'resource'];

/**
 * What `DeletionPolicy` leaves. Without one a resource is deleted, but for two types.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-attribute-deletionpolicy.html
 */
export function leftByDeletion({ type, properties, attributes }: ReadResource): Left {
  const byDefault =
    type === 'AWS::RDS::DBCluster' ||
    (type === 'AWS::RDS::DBInstance' && properties['DBClusterIdentifier'] === undefined)
      ? 'snapshot'
      : 'nothing';
  return left(attributes['DeletionPolicy'], byDefault);
}

/**
 * What `UpdateReplacePolicy` leaves; no type has another default than to delete.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-attribute-updatereplacepolicy.html
 */
export function leftByReplacement({ attributes }: ReadResource): Left {
  return left(attributes['UpdateReplacePolicy'], 'nothing');
}

function left(policy: unknown, byDefault: Left): Left {
  switch (policy) {
    case undefined:
      return byDefault;
    case 'Retain':
    case 'RetainExceptOnCreate':
      return 'resource';
    case 'Snapshot':
      return 'snapshot';
    default:
      // `Delete`, or what a macro or a parameter makes of it: then the worst counts.
      return 'nothing';
  }
}

export function least(...all: readonly Left[]): Left {
  return ORDER[Math.min(...all.map((one) => ORDER.indexOf(one)))] ?? 'nothing';
}

/** What removes the resource one day takes more with it than what would have until now. */
export function losesProtection(before: ReadResource, after: ReadResource): boolean {
  return (
    ORDER.indexOf(leftByDeletion(after)) < ORDER.indexOf(leftByDeletion(before)) ||
    ORDER.indexOf(leftByReplacement(after)) < ORDER.indexOf(leftByReplacement(before)) ||
    guardGoes(before.properties, after.properties)
  );
}

/** `DeletionProtection`, `DeletionProtectionEnabled` and the like, at whatever depth. */
const GUARD = /^(?:Deletion|Termination)Protect(?:ion|ed)(?:Enabled|Check|Status)?$/;

function guardGoes(before: unknown, after: unknown): boolean {
  if (Array.isArray(before)) {
    return before.some((one, index) =>
      guardGoes(one, Array.isArray(after) ? (after as unknown[])[index] : undefined),
    );
  }
  if (!isPart(before)) return false;
  const now = isPart(after) ? after : {};
  return Object.entries(before).some(([name, value]) =>
    GUARD.test(name) ? isOn(value) && !isOn(now[name]) : guardGoes(value, now[name]),
  );
}

function isOn(value: unknown): boolean {
  if (isPart(value)) return Object.values(value).some(isOn);
  return /^(?:true|active|enabled|account_default|apply|prevent-all-deletion|prevent-force-deletion)$/i.test(
    String(value),
  );
}
