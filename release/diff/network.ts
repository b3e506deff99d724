import { fullDiff } from '@aws-cdk/cloudformation-diff';
import type { Template } from '../template/template';
import type { NetworkChange } from './model';

/** Rules of security groups that come or go. */
export function networkChanges(deployed: Template, next: Template): NetworkChange[] {
  const { ingress, egress } = fullDiff(groupsOf(deployed), groupsOf(next)).securityGroupChanges;
  const rules = (direction: 'in' | 'out', comes: boolean) => {
    const { additions, removals } = direction === 'in' ? ingress : egress;
    return (comes ? additions : removals).map((rule) => ({
      comes,
      direction,
      group: rule.groupId,
      protocol: rule.describeProtocol(),
      peer: rule.describePeer(),
    }));
  };
  return [true, false].flatMap((comes) => [...rules('in', comes), ...rules('out', comes)]);
}

/** The library reads policies as well, and throws where one has no document: it gets none. */
function groupsOf({ Resources = {} }: Template) {
  return {
    Resources: Object.fromEntries(
      Object.entries(Resources).filter(
        // `Fn::ForEach` and `Fn::Transform` stand among resources, and have no type.
        ([, { Type }]) => typeof Type === 'string' && Type.startsWith('AWS::EC2::SecurityGroup'),
      ),
    ),
  };
}
