import { CommandError } from '../terminal/command-error';
import type { DeletionFault, StandingStack } from './ports';

/** A stack in one of these states can be deleted. Another `_IN_PROGRESS` means that it is being changed. */
const GOING = 'DELETE_IN_PROGRESS';

/** @throws CommandError STACK_BUSY */
export function expectIdle(stacks: readonly StandingStack[]): void {
  const busy = stacks.filter(
    ({ status }) =>
      status.endsWith('_IN_PROGRESS') && status !== GOING && status !== 'REVIEW_IN_PROGRESS',
  );
  if (busy.length > 0) {
    throw new CommandError(
      'STACK_BUSY',
      [
        'Nothing was deleted: these stacks are being changed. Wait until the release is complete.',
        ...busy.map(({ stackName, region, status }) => `  ${stackName} in ${region} (${status})`),
      ].join('\n'),
    );
  }
}

/** @throws CommandError STACKS_PROTECTED */
export function expectUnprotected(name: string, stacks: readonly StandingStack[]): void {
  const held = stacks.filter((stack) => stack.protected && stack.status !== GOING);
  if (held.length === 0) return;
  throw new CommandError(
    'STACKS_PROTECTED',
    [
      `Nothing was deleted: stacks of ${name} are protected (${held.length}). To delete them anyway, remove the protection of each:`,
      ...held.map(
        ({ stackName, region }) =>
          `  aws cloudformation update-termination-protection --no-enable-termination-protection --region ${region} --stack-name ${stackName}`,
      ),
      'The next release protects them again. With `protectData`, resources that hold data stay in any case.',
    ].join('\n'),
  );
}

export function notDeleted(
  { stackName, region }: StandingStack,
  faults: readonly DeletionFault[],
  command: string,
): CommandError {
  const lines = faults.flatMap((fault) => [
    `  ${fault.logicalId} (${fault.type}) ${fault.physicalId}: ${fault.reason}`,
    ...remedy(fault, region).map((line) => `    ${line}`),
  ]);
  return new CommandError(
    'STACK_NOT_DELETED',
    [
      `${stackName} in ${region} could not be deleted:`,
      ...lines,
      `Then run \`${command}\` again: it continues from here.`,
    ].join('\n'),
  );
}

function remedy({ type, physicalId, reason }: DeletionFault, region: string): string[] {
  if (type === 'AWS::S3::Bucket' && /not\s?empty/i.test(reason)) {
    return [
      `Empty it: aws s3 rm s3://${physicalId} --recursive --region ${region}`,
      'If it has versions, use "Empty" in the S3 console instead.',
    ];
  }
  if (type === 'AWS::Route53::HostedZone') {
    return [
      'Delete the records that the stack did not make, such as the CNAME that validated a certificate (its name begins with _):',
      `aws route53 list-resource-record-sets --hosted-zone-id ${physicalId}`,
    ];
  }
  if (type === 'AWS::Backup::BackupVault') {
    return ['It holds backups. AWS deletes them when `backup.retentionDays` are over.'];
  }
  return [];
}
