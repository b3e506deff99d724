import type { Config } from '../../../../lib/config/config';
import { CONTACT_PAGE_OUTPUT, environmentNames, formPages } from '../../../../lib/naming';
import type { Cloud } from '../../../../rehearsal/emulator/cloud';
import { toLocal, type Endpoint } from '../../../../rehearsal/emulator/coverage';
import { isServed } from '../../../../rehearsal/console/cloud/links';
import { stackOutput } from './stack-output';

/** The delivered pages of the contact forms, in the order of environments and forms. */
export async function contactPages(
  { project, environments, contact }: Pick<Config, 'project' | 'environments' | 'contact'>,
  cloud: Pick<Cloud, 'cloudFormation'> & {
    readonly emulator: Pick<Cloud['emulator'], 'endpoints'>;
  },
): Promise<readonly Endpoint[]> {
  const endpoints = await cloud.emulator.endpoints();
  const pages = environments.map(async ({ name: environment, account, region }) => {
    const stackName = environmentNames(project, environment).stacks.contact;
    const address = await stackOutput({ account, region, stackName }, CONTACT_PAGE_OUTPUT, cloud);
    const origin = toLocal(address ?? '', endpoints);
    if (!isServed(origin, endpoints)) return [];
    return contact.forms.map(({ name }, index) => ({
      name,
      environment,
      address: new URL(formPages(name, index).page, origin).href,
    }));
  });
  return (await Promise.all(pages)).flat();
}
