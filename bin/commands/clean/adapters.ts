import { tmpdir } from 'node:os';
import {
  findLeftovers,
  removeIfEmpty,
  runningRehearsals,
} from '../../../rehearsal/workspace/leftovers';
import { removeFolder } from '../../../rehearsal/workspace/remove-folder';
import type { CleanPorts } from './ports';

/**
 * @param root the repository whose rehearsals have left files
 * @param temporary the machine's folder for temporary files
 */
export function cleanPorts(root: string, temporary = tmpdir()): CleanPorts {
  return {
    running: () => runningRehearsals(root, temporary),
    leftovers: () => findLeftovers(root, temporary),
    remove: removeFolder,
    removeIfEmpty: () => removeIfEmpty(root),
    print: console.log,
  };
}
