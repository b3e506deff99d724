import { rehearsalSettings } from '../../rehearsal-settings';
import { processDesk } from '../../submissions/adapters/process-desk';
import type { DestroyPorts } from '../ports';
import { awsStacks } from './aws-stacks';

/** @param root Of the repository, whose rehearsal is meant by `--rehearsal`. */
export function destroyPorts(root: string): DestroyPorts {
  return {
    account: (place) => awsStacks(place),
    rehearsal: (place) => awsStacks(place, rehearsalSettings(root, place)),
    desk: processDesk,
  };
}
