import type { CloudAssembly } from 'aws-cdk-lib/cx-api';
import type { PricedStack } from '../lib/pricing/template';

/** Every stack of an assembly, including those of its stages. */
export function stacksOf(assembly: CloudAssembly): PricedStack[] {
  return assembly.stacksRecursively.map(({ stackName, environment, template }) => ({
    stackName,
    account: environment.account,
    template: template as PricedStack['template'],
  }));
}
