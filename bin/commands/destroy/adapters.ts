import { rehearsalSettings } from '../terminal/client-settings';
import { processDesk } from '../terminal/process-desk';
import type { DestroyPorts } from './ports';
import { awsStacks } from './adapters/aws-stacks';

/** @param root Of the repository, whose rehearsal is meant by `--rehearsal`. */
export function destroyPorts(root: string): DestroyPorts {
  return {
    account: (place) => awsStacks(place),
    rehearsal: (place) => awsStacks(place, rehearsalSettings(root, place)),
    desk: processDesk,
  };
}
