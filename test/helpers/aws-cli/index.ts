import { join } from 'node:path';
import { workspaceRoot } from '../../../rehearsal/paths';

/** The AWS CLI that `bin/setup.mjs --tests` has installed. */
export const awsCli = join(workspaceRoot, 'aws-cli', 'aws');
