import { EventField, Rule, RuleTargetInput } from 'aws-cdk-lib/aws-events';
import { SnsTopic } from 'aws-cdk-lib/aws-events-targets';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { runbookLink } from '../monitoring/runbook-alarm';

export interface BackupFailuresProps {
  readonly ruleName: string;
  /** Heading in docs/runbook.md. */
  readonly runbook: string;
  readonly topic: ITopic;
}

const ENDED_BADLY = ['FAILED', 'ABORTED', 'EXPIRED'];

/**
 * Reports each backup, copy and restore test of a table that failed. It uses events, because AWS
 * Backup has no metrics for one table. Without a condition in the topic's policy: EventBridge's
 * documentation shows none, and a rule of another account comes with a role of its own.
 * https://docs.aws.amazon.com/aws-backup/latest/devguide/eventbridge.html
 */
export class BackupFailures extends Construct {
  constructor(scope: Construct, id: string, { ruleName, runbook, topic }: BackupFailuresProps) {
    super(scope, id);
    const [what, state, status, why] = [
      'detail-type',
      'detail.state',
      'detail.status',
      'detail.statusMessage',
    ].map((path) => EventField.fromPath(`$.${path}`)) as [string, string, string, string];
    new Rule(this, 'Rule', {
      ruleName,
      description: `${runbook}. ${runbookLink(runbook)}`,
      eventPattern: {
        source: ['aws.backup'],
        detailType: [
          'Backup Job State Change',
          'Copy Job State Change',
          'Restore Job State Change',
        ],
        // AWS Backup says `state` of backups and copies, `status` of restores.
        detail: {
          resourceType: ['DynamoDB'],
          $or: [{ state: ENDED_BADLY }, { status: ENDED_BADLY }],
        },
      },
      targets: [
        new SnsTopic(topic, {
          message: RuleTargetInput.fromText(
            `${ruleName}: ${what} ${state}${status} ${why}. ${runbookLink(runbook)}`,
          ),
        }),
      ],
    });
  }
}
