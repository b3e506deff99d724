import { PutObjectCommand } from '@aws-sdk/client-s3';
import { accountCredentials } from '../emulator/cloud';
import type { CloudFormationAction } from '../plan/plan';
import type { ActionHost } from './host';

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html */
const TEMPLATE_BODY_LIMIT_BYTES = 51_200;

/**
 * A template as CloudFormation's API takes it. On AWS, CodePipeline hands over the artifact by
 * address; the emulator reads addresses of the caller's own account only, so that a long template
 * goes through the target's bootstrap bucket, put there by the account itself.
 */
export async function templateArgument(
  template: string,
  action: CloudFormationAction,
  host: ActionHost,
): Promise<{ readonly TemplateBody: string } | { readonly TemplateURL: string }> {
  if (Buffer.byteLength(template) <= TEMPLATE_BODY_LIMIT_BYTES) return { TemplateBody: template };
  const { account, region } = action;
  const bucket = `cdk-hnb659fds-assets-${account}-${region}`;
  const key = `rehearsal/${crypto.randomUUID()}.template.json`;
  await host.cloud
    .s3(accountCredentials(account), region)
    .send(new PutObjectCommand({ Bucket: bucket, Key: key, Body: template }));
  return { TemplateURL: `${host.cloud.emulator.endpoint}/${bucket}/${key}` };
}
