import type { Action } from '../plan/plan';
import type { ActionResult, Execution } from '../runner/execution';
import { approval } from './approval';
import { cloudFormation } from './cloudformation';
import { codeBuild } from './codebuild';
import type { ActionHost } from './host';
import { lambda } from './lambda';
import { s3Deploy } from './s3-deploy';
import { source } from './source';

/** Performs an action as its provider would. */
export function perform(
  action: Action,
  execution: Execution,
  logPath: string,
  host: ActionHost,
): Promise<ActionResult> {
  switch (action.provider) {
    case 'CodeStarSourceConnection':
    case 'CodeCommit':
    case 'GitHub':
    case 'S3':
      return source(action, execution, host, logPath);
    case 'CodeBuild':
      return codeBuild(action, execution, host, logPath);
    case 'CloudFormation':
      return cloudFormation(action, execution, host, logPath);
    case 'S3Deploy':
      return s3Deploy(action, execution, host, logPath);
    case 'Lambda':
      return lambda(action, execution, host, logPath);
    case 'Manual':
      return approval(action, execution, host);
  }
}
