import { DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import type { Config } from '../../../../lib/config/config';
import { environmentPrefix, formPages } from '../../../../lib/naming';
import { accountCredentials, type Cloud } from '../../../../rehearsal/emulator/cloud';
import { toLocal, type Endpoint } from '../../../../rehearsal/emulator/coverage';
import { isServed } from '../../../../rehearsal/console/cloud/links';

/** The delivered pages of the contact forms, in the order of environments and forms. */
export async function contactPages(
  { project, environments, contact }: Pick<Config, 'project' | 'environments' | 'contact'>,
  cloud: Pick<Cloud, 'cloudFormation'> & {
    readonly emulator: Pick<Cloud['emulator'], 'endpoints'>;
  },
): Promise<readonly Endpoint[]> {
  const endpoints = await cloud.emulator.endpoints();
  const pages = environments.map(async ({ name: environment, account, region }) => {
    const client = cloud.cloudFormation(accountCredentials(account), region);
    const { Stacks = [] } = await client.send(new DescribeStacksCommand({}));
    const prefix = `${environmentPrefix(project, environment)}-`;
    const origin = Stacks.filter(({ StackName = '' }) => StackName.startsWith(prefix))
      .flatMap(({ Outputs = [] }) => Outputs)
      .map(({ OutputValue = '' }) => toLocal(OutputValue, endpoints))
      .find((address) => isServed(address, endpoints));
    if (origin === undefined) return [];
    return contact.forms.map(({ name }, index) => ({
      name,
      environment,
      address: new URL(formPages(name, index).page, origin).href,
    }));
  });
  return (await Promise.all(pages)).flat();
}
