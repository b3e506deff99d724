import { type App, CfnResource, Validations } from 'aws-cdk-lib';
import { BACKUP_ACCEPTANCES } from './backup-acceptances';
import { ENVIRONMENT_ACCEPTANCES } from './environment-acceptances';
import { NETWORK_ACCEPTANCES } from './network-acceptances';
import { PIPELINE_ACCEPTANCES } from './pipeline-acceptances';

/** Everything accepted stands in these lists; nothing is suppressed elsewhere. */
const ACCEPTANCES = [
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
