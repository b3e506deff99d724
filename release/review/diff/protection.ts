import { pairsOf } from '../template/choices';
import type { ReadResource } from '../template/read-release';
import { isJsonObject, objectOf } from '../../../lambdas/shared/json-object';

/** What stays of a resource that goes. */
export type Left = 'resource' | 'snapshot' | 'nothing';

const ORDER: readonly Left[] = ['nothing', 'snapshot', 'resource'];

/**
 * What `DeletionPolicy` leaves. Without one, a resource is deleted. Two types have another default.
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
 * What `UpdateReplacePolicy` leaves. Without one, a resource of any type is deleted.
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
      // `Delete`, or an unknown value: then the worst counts.
      return 'nothing';
  }
}

export function least(...all: readonly Left[]): Left {
  return ORDER[Math.min(...all.map((one) => ORDER.indexOf(one)))] ?? 'nothing';
}

/** Whether a later removal of the resource takes, or may take, more with it than one would have until now. */
export function losesProtection(before: ReadResource, after: ReadResource): boolean {
  return (
    policyLoses('DeletionPolicy', leftByDeletion, before, after) ||
    policyLoses('UpdateReplacePolicy', leftByReplacement, before, after) ||
    guardGoes(before.properties, after.properties)
  );
}

/** In any case that conditions leave open. */
function policyLoses(
  policy: string,
  leftBy: (resource: ReadResource) => Left,
  before: ReadResource,
  after: ReadResource,
): boolean {
  const leaves = (resource: ReadResource, value: unknown) =>
    ORDER.indexOf(leftBy({ ...resource, attributes: { [policy]: value } }));
  return pairsOf(before.attributes[policy], after.attributes[policy]).some(
    ([one, other]) => leaves(after, other) < leaves(before, one),
  );
}

/** `DeletionProtection`, `DeletionProtectionEnabled` and the like, at whatever depth. */
const GUARD = /^(?:Deletion|Termination)Protect(?:ion|ed)(?:Enabled|Check|Status)?$/;

function guardGoes(before: unknown, after: unknown): boolean {
  return pairsOf(before, after).some(([one, other]) => {
    if (Array.isArray(one)) {
      return one.some((member, index) =>
        guardGoes(member, Array.isArray(other) ? (other as unknown[])[index] : undefined),
      );
    }
    if (!isJsonObject(one)) return false;
    const now = objectOf(other);
    return Object.entries(one).some(([name, value]) =>
      GUARD.test(name)
        ? pairsOf(value, now[name]).some(([was, is]) => isOn(was) && !isOn(is))
        : guardGoes(value, now[name]),
    );
  });
}

function isOn(value: unknown): boolean {
  if (isJsonObject(value)) return Object.values(value).some(isOn);
  return /^(?:true|active|enabled|account_default|apply|prevent-all-deletion|prevent-force-deletion)$/i.test(
    String(value),
  );
}
