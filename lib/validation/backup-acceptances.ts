import { CfnPolicy } from 'aws-cdk-lib/aws-iam';
import type { CfnResource, Stack } from 'aws-cdk-lib';
import type { Acceptance } from './acceptance';
import { resourceBelow } from '../resource-below';
import { wildcards } from './finding-ids';

export const BACKUP_ACCEPTANCES: readonly Acceptance[] = [
  {
    at: '/Storage/Backup/Roles/Backup/DefaultPolicy/Resource',
    findings: (stack) => wildcards(backupsOfTable(stack)),
    reason: 'The wildcard stands for the id of a backup, of this one table.',
  },
  {
    at: '/Storage/Backup/Roles/Backup/DefaultPolicy/Resource',
    findings: (stack, policy) => wildcards(...recoveryPoints(stack, policy)),
    reason: 'AWS chooses the id of a recovery point, in its region and in that of its copy.',
  },
  {
    at: '/Storage/Backup/Roles/Restore/DefaultPolicy/Resource',
    findings: (stack) => wildcards(backupsOfTable(stack), ...restoredTables(stack)),
    reason:
      'The wildcards stand for the id of a backup, and for tables that do not exist before they are restored.',
  },
];

function backupsOfTable(stack: Stack) {
  return `Resource::<${stack.getLogicalId(resourceBelow(stack, 'Submissions/Resource'))}.Arn>/backup/*`;
}

function recoveryPoints(stack: Stack, policy: CfnResource) {
  if (!(policy instanceof CfnPolicy)) return [];
  const text = JSON.stringify(stack.resolve(policy.policyDocument));
  const arns = new Set(text.match(/arn:aws:backup:[\w-]+:\d+:recovery-point:\*/g));
  return [...arns].map((arn) => `Resource::${arn}`);
}

function restoredTables({ region, account, stackName }: Stack) {
  const ours = stackName.replace(/storage$/, 'restore-');
  return ['awsbackup-restore-test-', ours].map(
    (prefix) => `Resource::arn:aws:dynamodb:${region}:${account}:table/${prefix}*`,
  );
}
