import { fullDiff } from '@aws-cdk/cloudformation-diff';
import { branchesOf } from '../grants/branches';
import { readable } from '../template/marks';
import type { ReadResource, ReadStack } from '../template/read-release';
import { isJsonObject } from '../../../lambdas/shared/json-object';
import type { NetworkChange } from './model';

/** Rules of security groups that come or go, as far as their values can be known. */
export function networkChanges(before: ReadStack | undefined, after: ReadStack): NetworkChange[] {
  const { ingress, egress } = fullDiff(groupsOf(before), groupsOf(after)).securityGroupChanges;
  const rules = (direction: 'in' | 'out', comes: boolean) => {
    const { additions, removals } = direction === 'in' ? ingress : egress;
    return (comes ? additions : removals).map((rule) => ({
      comes,
      direction,
      group: readable(rule.groupId),
      protocol: readable(rule.describeProtocol()),
      peer: readable(rule.describePeer()),
    }));
  };
  return [true, false].flatMap((comes) => [...rules('in', comes), ...rules('out', comes)]);
}

/** The library reads policies as well, and throws when one has no document. So it gets no policies. */
function groupsOf(stack: ReadStack | undefined) {
  const groups = [...(stack?.resources.values() ?? [])].filter(({ type }) =>
    type.startsWith('AWS::EC2::SecurityGroup'),
  );
  return { Resources: Object.fromEntries(groups.flatMap(inEachCase)) };
}

/** The library reads no conditions: a rule that a condition may add counts as added. */
function inEachCase({ logicalId, type: Type, properties }: ReadResource): [string, object][] {
  if (Type !== 'AWS::EC2::SecurityGroup') {
    return casesOf(properties).map((Properties, index) => [
      `${logicalId} ${index}`,
      { Type, Properties },
    ]);
  }
  const rules = (name: string) => casesOf(properties[name] ?? []).flat();
  const Properties = {
    ...properties,
    SecurityGroupIngress: rules('SecurityGroupIngress'),
    SecurityGroupEgress: rules('SecurityGroupEgress'),
  };
  return [[logicalId, { Type, Properties }]];
}

function casesOf(value: unknown): unknown[] {
  const cases = branchesOf(value) ?? [{ value }];
  return cases.map((one) => one.value).filter((one) => Array.isArray(one) || isJsonObject(one));
}
