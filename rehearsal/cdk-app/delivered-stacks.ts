import type { CloudFormationAction, Plan } from '../plan/plan';
import { actionsOf } from '../plan/stage';

/** One action for each stack that the pipeline deploys, in the order of the pipeline. */
export function deliveredStacks(plan: Plan): readonly CloudFormationAction[] {
  const actions = actionsOf(plan).filter((action) => action.provider === 'CloudFormation');
  return [
    ...new Map(
      actions.map((one) => [`${one.account} ${one.region} ${one.stackName}`, one]),
    ).values(),
  ];
}
