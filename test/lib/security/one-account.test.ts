import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { makeBootstrapStack } from '../../../bin/commands/bootstrap/account-policies';
import { stringify } from 'yaml';
import { accountPartsOf, accountsOf } from '../../../lib/config/accounts';
import { accountPolicies, resourceTypes } from '../../../lib/security/account-policies';
import { bootstrappedFor, outgrown, readersOf } from '../../../lib/security/bootstrap-record';
import { ENVIRONMENT_ACTIONS, TOOLS_ACTIONS } from '../../../lib/security/boundary-actions';
import { POLICY_SIZE } from '../../../lib/security/execution-policy';
import { everythingInOneAccount } from '../../helpers/one-account';
import { synthesizedApp } from '../../helpers/synthesis';

const config = everythingInOneAccount();
const accounts = accountsOf(config);
const [account] = accounts;
if (!account) throw new Error('There is no account.');
const stacks = synthesizedApp(config).assembly.stacksRecursively.map((stack) => ({
  account: stack.environment.account,
  template: stack.template as { Resources?: Record<string, { Type: string }> },
}));
const types = resourceTypes(account, stacks);

test('is bootstrapped once, in the regions of all its parts', () => {
  expect(accounts.map(({ name }) => name)).toEqual(['tools']);
  expect(accountPartsOf(config).map(({ name }) => name)).toEqual(['tools', 'dev', 'prod']);
  for (const part of accountPartsOf(config)) {
    expect(account.regions).toEqual(expect.arrayContaining([...part.regions]));
    expect(part.trusted).toBeUndefined();
  }
});

test('its policies hold what the pipeline and the environments need, and fit into IAM’s', () => {
  const { boundary, execution } = accountPolicies(config, account, types);
  for (const document of Object.values({ ...boundary, ...execution })) {
    expect(JSON.stringify(document).length).toBeLessThanOrEqual(POLICY_SIZE);
  }
  const allowed = JSON.stringify(boundary);
  for (const action of [...ENVIRONMENT_ACTIONS, ...TOOLS_ACTIONS])
    expect(allowed).toContain(action);
  const deployed = JSON.stringify(execution);
  expect(deployed).toContain('codepipeline:CreatePipeline');
  expect(deployed).toContain('lambda:CreateFunction');
});

test('each environment has its own roles that read it', () => {
  const { releaseReaders, driftReaders } = readersOf(config, account, types);
  expect(releaseReaders.map(({ roleName }) => roleName)).toEqual([
    'waypost-dev-release-reader',
    'waypost-prod-release-reader',
  ]);
  expect(driftReaders.map(({ roleName }) => roleName)).toEqual([
    'waypost-dev-drift-reader',
    'waypost-prod-drift-reader',
  ]);
  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
  for (const { policy } of driftReaders) {
    expect(JSON.stringify(policy).length).toBeLessThan(10_240);
  }
});

test('what it was bootstrapped for is recorded, and noticed when it is too little', () => {
  const needed = bootstrappedFor(config, account, types);
  expect(outgrown(needed, { tools: needed }, 'tools')).toEqual([]);
  const before = bootstrappedFor(config, account, types.slice(1));
  expect(outgrown(needed, { tools: before }, 'tools')).toEqual([types[0]]);
});

// https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html
test('each stack of its bootstrap is small enough to be sent without a bucket, which is not there yet', () => {
  const sizes = accountPartsOf(config).map((part) => {
    const stack = makeBootstrapStack(new App({ analyticsReporting: false }), config, part, types);
    // As the CDK CLI sends it.
    return [stack.stackName, stringify(Template.fromStack(stack).toJSON()).length] as const;
  });
  expect(sizes.map(([name]) => name)).toEqual([
    'waypost-bootstrap',
    'waypost-bootstrap-dev',
    'waypost-bootstrap-prod',
  ]);
  for (const [, size] of sizes) expect(size).toBeLessThan(50 * 1024);
});
