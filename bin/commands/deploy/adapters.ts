import type { AccountAndRegion } from '../../../lib/config/config';
import { clientEnvironment } from '../../../rehearsal/emulator/client-environment';
import { bootstrapRecord } from '../bootstrap/bootstrap-record';
import { runCdk } from '../cdk-cli';
import { awsAccount } from '../terminal/aws-account';
import { clientSettings, runningRehearsal } from '../terminal/client-settings';
import { gitRepository } from './git-repository';
import type { DeployPorts } from './ports';

/** @param root the repository. `--rehearsal` uses its rehearsal. */
export function deployPorts(root: string): DeployPorts {
  return {
    open: (target, rehearsal) => ({
      ...awsAccount(clientSettings(root, target, rehearsal)),
      environment: rehearsal ? rehearsalEnvironment(root, target) : {},
    }),
    git: gitRepository(root),
    cdk: (args, environment) => runCdk(root, args, environment),
    record: bootstrapRecord(root, process.env),
    print: console.log,
  };
}

function rehearsalEnvironment(root: string, target: AccountAndRegion) {
  return {
    // Empty. Otherwise the CLI would use a profile or a session of the owner.
    AWS_PROFILE: '',
    AWS_SESSION_TOKEN: '',
    ...clientEnvironment(runningRehearsal(root), target, target.region),
  };
}
