import {
  Alarm,
  ComparisonOperator,
  type Metric,
  TreatMissingData,
} from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';

export interface RunbookAlarmProps {
  readonly alarmName: string;
  /**
   * Heading in docs/runbook.md, which says what the alarm means, where to look first, and how to
   * fix it.
   */
  readonly runbook: string;
  readonly metric: Metric;
  /** The alarm goes off at this value, in the metric's unit, and above. */
  readonly threshold: number;
  readonly topic: ITopic;
  /** What a missing value means. Default: no fault, because without messages there are no metrics. */
  readonly treatMissingData?: TreatMissingData;
}

/** An alarm whose description links to the runbook, and which also reports its end. */
export class RunbookAlarm extends Alarm {
  constructor(scope: Construct, id: string, { runbook, topic, ...props }: RunbookAlarmProps) {
    super(scope, id, {
      treatMissingData: TreatMissingData.NOT_BREACHING,
      ...props,
      evaluationPeriods: 1,
      alarmDescription: `${runbook}. ${runbookLink(runbook)}`,
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
    });
    const action = new SnsAction(topic);
    this.addAlarmAction(action);
    this.addOkAction(action);
  }
}

export function runbookLink(heading: string): string {
  return `See docs/runbook.md#${anchorOf(heading)}`;
}

/** The link target that GitHub, GitLab and Bitbucket give to a heading. */
export function anchorOf(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^\w\- ]/g, '')
    .replaceAll(' ', '-');
}
