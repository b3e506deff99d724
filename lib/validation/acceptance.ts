import { type App, CfnResource, type Stack, Validations } from 'aws-cdk-lib';
import { BACKUP_ACCEPTANCES } from './backup-acceptances';
import { ENVIRONMENT_ACCEPTANCES } from './environment-acceptances';
import { NETWORK_ACCEPTANCES } from './network-acceptances';
import { PIPELINE_ACCEPTANCES } from './pipeline-acceptances';

/** Findings of cdk-nag's AwsSolutions pack that we live with, and why. */
export interface Acceptance {
  /** End of the path of the resources that it holds for. */
  readonly at: string;
  /** Exact ids, as cdk-nag spells them: another wildcard in the same policy is a new finding. */
  readonly findings: readonly string[] | ((stack: Stack, resource: CfnResource) => string[]);
  readonly reason: string;
}

/** Everything accepted stands in these lists; nothing is suppressed elsewhere. */
export const ACCEPTANCES = [
  ...PIPELINE_ACCEPTANCES,
  ...ENVIRONMENT_ACCEPTANCES,
  ...NETWORK_ACCEPTANCES,
  ...BACKUP_ACCEPTANCES,
];

/** Writes the acceptances to the resources of a complete app. */
export function acceptFindings(app: App) {
  for (const resource of app.node.findAll().filter((one) => CfnResource.isCfnResource(one))) {
    for (const { at, findings, reason } of ACCEPTANCES) {
      if (!resource.node.path.endsWith(at)) continue;
      const ids = typeof findings === 'function' ? findings(resource.stack, resource) : findings;
      const rules = ids.map((id) => ({ id: `AwsSolutions::${id}`, reason }));
      Validations.of(resource).acknowledge(...rules);
    }
  }
}
