import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { type Account, accountsOf } from '../../../lib/config/accounts';
import { driftReader } from '../../../lib/security/drift-reader';
import { boundedRoles } from '../../../lib/security/permissions-boundary';
import { releaseReader } from '../../../lib/security/release-reader';
import { BootstrapStack } from '../../../lib/stacks/bootstrap-stack';
import { exampleConfig } from '../../helpers/example-config';
import { resourcesOf } from '../../helpers/template-rules';

const config = exampleConfig();
const prod = accountsOf(config).find(({ name }) => name === 'prod');
if (!prod) throw new Error('There is no prod.');

/** Name of each role -> whether it has a boundary. */
function boundaries(account: Account): Record<string, boolean> {
  const stack = new BootstrapStack(new App({ analyticsReporting: false }), 'Bootstrap', {
    env: { account: account.account, region: account.region },
    project: config.project,
    account: account.name,
    policies: {},
    reader: releaseReader(config, account),
    driftReader: driftReader(config, account, ['AWS::SQS::Queue']),
    toolsAccount: config.tools.account,
    permissionsBoundary: boundedRoles(config.project, account),
  });
  const roles = resourcesOf(Template.fromStack(stack)).filter(
    ([, { Type }]) => Type === 'AWS::IAM::Role',
  );
  return Object.fromEntries(
    roles.map(([, { Properties = {} }]) => [
      String(Properties['RoleName']),
      Properties['PermissionsBoundary'] !== undefined,
    ]),
  );
}

test('the drift reader does not have Waypost’s boundary, which reads too little for it', () => {
  expect(boundaries(prod)).toEqual({
    'waypost-prod-release-reader': true,
    'waypost-prod-drift-reader': false,
  });
});

test('both roles have a boundary of the owner’s, where no role may be made without', () => {
  expect(boundaries({ ...prod, permissionsBoundary: 'ours' })).toEqual({
    'waypost-prod-release-reader': true,
    'waypost-prod-drift-reader': true,
  });
});
