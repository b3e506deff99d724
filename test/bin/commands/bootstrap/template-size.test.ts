import { stringify } from 'yaml';
import { bootstrapTemplate } from '../../../../bin/commands/bootstrap/account-policies';
import { accountsOf } from '../../../../lib/config/accounts';
import type { Config } from '../../../../lib/config/config';
import { resourceTypes } from '../../../../lib/security/account-policies';
import { RESOURCE_GRANTS } from '../../../../lib/security/resource-grants';
import type { EnvironmentName, ProjectName } from '../../../../lib/types/branded';
import { everyOption, synthesizedApp } from '../../../helpers/synthesis';

/**
 * The CDK CLI sends the template in the call, as YAML: there is no bucket yet.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html
 */
const LIMIT_BYTES = 51_200;

/** Bytes of the largest template with the longest names, for the types that all options deploy, and others. */
async function largest(...others: readonly string[]): Promise<number> {
  const config = named('p'.repeat(20), 'e'.repeat(10));
  const { assembly } = synthesizedApp(everyOption());
  const stacks = assembly.stacksRecursively.map(({ environment, template }) => ({
    account: environment.account,
    template: template as object,
  }));
  const sizes = accountsOf(config).map(async (account) => {
    const template = await bootstrapTemplate(config, account, [
      ...new Set([...resourceTypes(account, stacks), ...others]),
    ]);
    return Buffer.byteLength(stringify(template));
  });
  return Math.max(...(await Promise.all(sizes)));
}

function named(project: string, environment: string): Config {
  const config = everyOption();
  const environments = config.environments.map((one) =>
    one.name === 'prod' ? { ...one, name: environment as EnvironmentName } : one,
  );
  return { ...config, project: project as ProjectName, environments };
}

test('the template of a bootstrap fits into its call, with every option and the longest names', async () => {
  expect(await largest()).toBeLessThanOrEqual(LIMIT_BYTES);
});

test('control: it does not fit with every type of any account at once', async () => {
  expect(await largest(...Object.keys(RESOURCE_GRANTS))).toBeGreaterThan(LIMIT_BYTES);
});
