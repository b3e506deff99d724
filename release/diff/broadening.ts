import type { TemplateDiff } from '@aws-cdk/cloudformation-diff';
import type { NetworkChange, PermissionChange } from './model';

/** Statements and managed policies that come or go, those first that let somebody do more. */
export function permissionChanges({
  statements,
  managedPolicies,
}: TemplateDiff['iamChanges']): PermissionChange[] {
  const statement = (comes: boolean) => (one: (typeof statements.additions)[number]) => {
    const { effect, action, resource, principal } = one.render();
    return {
      comes,
      // A denial that goes lets more through, and so does any statement that comes and allows: also one
      // that says what it is not about (NotAction, NotResource, NotPrincipal).
      broadens: comes === effect.startsWith('Allow'),
      what: `${effect} ${words(action)}`,
      resource: words(resource),
      principal: words(principal),
      condition: one.condition === undefined ? '' : JSON.stringify(one.condition),
    };
  };
  const policy = (comes: boolean) => (one: (typeof managedPolicies.additions)[number]) => ({
    comes,
    broadens: comes,
    what: `Managed policy ${one.managedPolicyArn}`,
    resource: '*',
    principal: one.identityArn,
    condition: '',
  });
  return [
    ...statements.additions.map(statement(true)),
    ...managedPolicies.additions.map(policy(true)),
    ...statements.removals.map(statement(false)),
    ...managedPolicies.removals.map(policy(false)),
  ].sort((a, b) => Number(b.broadens) - Number(a.broadens));
}

/** The library puts each on a line of its own. */
function words(lines: string): string {
  return lines.split('\n').join(', ');
}

/** Rules of security groups that come or go. */
export function networkChanges({
  ingress,
  egress,
}: TemplateDiff['securityGroupChanges']): NetworkChange[] {
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
