import { CreateBucketCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { accountCredentials } from '../emulator/cloud';
import type { CloudFormationAction } from '../plan/plan';
import type { ActionHost } from './host';

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html */
const TEMPLATE_BODY_LIMIT_BYTES = 51_200;

/**
 * A template, as an argument for CloudFormation's API. On AWS, CodePipeline gives the artifact's address.
 * The emulator reads only addresses in the caller's account. So the account itself puts a long template
 * into a bucket there.
 */
export async function templateArgument(
  template: string,
  { account, region }: Pick<CloudFormationAction, 'account' | 'region'>,
  { cloud }: Pick<ActionHost, 'cloud'>,
): Promise<{ readonly TemplateBody: string } | { readonly TemplateURL: string }> {
  if (Buffer.byteLength(template) <= TEMPLATE_BODY_LIMIT_BYTES) return { TemplateBody: template };
  const s3 = cloud.s3(accountCredentials(account), region);
  // Not the bootstrap bucket: its name has the bootstrap's qualifier, which an app may choose.
  const Bucket = `rehearsal-templates-${account}-${region}`;
  await s3.send(new CreateBucketCommand({ Bucket })).catch((error: unknown) => {
    if ((error as Error).name !== 'BucketAlreadyOwnedByYou') throw error;
  });
  const Key = `${crypto.randomUUID()}.template.json`;
  await s3.send(new PutObjectCommand({ Bucket, Key, Body: template }));
  return { TemplateURL: `${cloud.emulator.endpoint}/${Bucket}/${Key}` };
}
