import type { Config } from '../../../lib/config/config';
import { StorageStack } from '../../../lib/stacks/storage-stack';
import type { Emulator } from '../../../rehearsal/emulator/emulator';
import { cdkDeploy } from './cdk';
import { DEV, REGION } from './running-emulator';

/** Deploys the storage stack of an environment alone, into the development account. */
export function deployStorage(
  emulator: Emulator,
  project: Config['project'],
  environment: Config['environments'][number],
  stackName: string,
): Promise<void> {
  return cdkDeploy(emulator, {
    account: DEV,
    region: REGION,
    regions: [REGION],
    fill: (app) => {
      const env = { account: DEV, region: REGION };
      new StorageStack(app, 'Storage', { stackName, env, project, environment });
      return 'Storage';
    },
  });
}
