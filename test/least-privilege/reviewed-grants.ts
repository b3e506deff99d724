import { BACKUP_GRANTS } from './reviews/backup';
import { CONTACT_GRANTS } from './reviews/contact';
import { EMAIL_GRANTS } from './reviews/email';
import { NETWORK_GRANTS } from './reviews/network';
import { PIPELINE_GRANTS } from './reviews/pipeline';
import type { ReviewedGrants } from './reviews/review';

export const REVIEWED_GRANTS: readonly ReviewedGrants[] = [
  ...CONTACT_GRANTS,
  ...EMAIL_GRANTS,
  ...NETWORK_GRANTS,
  ...BACKUP_GRANTS,
  ...PIPELINE_GRANTS,
];

/** Roles whose policies CDK writes and that are not ours to narrow. Rehearsals judge their calls. */
export const GENERATED_ROLES: readonly { readonly role: RegExp; readonly reason: string }[] = [
  {
    role: /^waypost-pipeline\.Pipeline/,
    reason:
      'CDK Pipelines makes the roles of the pipeline, its actions and its builds. Our one statement among theirs, for the connection, is held by test/lib/stacks/deployment-stack.test.ts.',
  },
  {
    role: /\.Custom\w+CustomResourceProviderRole$/,
    reason: 'CDK’s own functions, which empty buckets and close default security groups.',
  },
];

export function isGenerated(role: string): boolean {
  return GENERATED_ROLES.some((generated) => generated.role.test(role));
}
