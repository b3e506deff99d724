import { assembleNow } from '../../assembly/assemble-now';
import { clientSettings } from '../terminal/client-settings';
import { processDesk } from '../terminal/process-desk';
import type { DestroyPorts } from './ports';
import { awsStacks } from './adapters/aws-stacks';

/** @param root the repository. `--rehearsal` uses its rehearsal. */
export function destroyPorts(root: string): DestroyPorts {
  return {
    open: (target, rehearsal) => awsStacks(target, clientSettings(root, target, rehearsal)),
    assemble: (config) => assembleNow(root, config),
    desk: processDesk,
  };
}
