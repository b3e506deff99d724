import { environmentStacks } from '../../../../lib/config/environment/environment-stacks';
import { parsedDev } from '../../../helpers/sample';

const ALWAYS = {
  dns: 'us-east-1',
  storage: 'eu-west-1',
  email: 'eu-west-1',
  contact: 'eu-west-1',
  monitoring: 'eu-west-1',
  edge: 'us-east-1',
};

test.each<[object, object]>([
  [{ monthlyBudgetUsd: 0 }, {}],
  [{ monthlyBudgetUsd: 1 }, { cost: 'us-east-1' }],
  [{ monthlyBudgetUsd: 0, anomalyMonitor: 'create' }, { cost: 'us-east-1' }],
  [{ monthlyBudgetUsd: 0, customerKeys: true }, { keys: 'eu-west-1' }],
  [{ monthlyBudgetUsd: 0, network: { vpc: true } }, { network: 'eu-west-1' }],
  [{ monthlyBudgetUsd: 0, backup: {} }, {}],
  [{ monthlyBudgetUsd: 0, backup: { copyTo: 'eu-north-1' } }, { backupCopy: 'eu-north-1' }],
])('%j has these stacks beside those that every environment has: %j', (change, stacks) => {
  expect(environmentStacks(parsedDev(change))).toEqual({ ...ALWAYS, ...stacks });
});
