import {
  Alarm,
  ComparisonOperator,
  type Metric,
  TreatMissingData,
} from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import { type AlarmDefinition, type AlarmId, ALARMS } from './alarms';

export interface RunbookAlarmProps {
  readonly alarm: AlarmId;
  readonly alarmName: string;
  readonly metric: Metric;
  readonly topic: ITopic;
}

const MISSING: Readonly<Record<AlarmDefinition['missing'], TreatMissingData>> = {
  notBreaching: TreatMissingData.NOT_BREACHING,
  breaching: TreatMissingData.BREACHING,
  ignore: TreatMissingData.IGNORE,
};

/**
 * An alarm of the table, whose description has its severity and links to the runbook, and which
 * also reports its end.
 */
export class RunbookAlarm extends Alarm {
  constructor(scope: Construct, id: string, { alarm, topic, ...props }: RunbookAlarmProps) {
    const { threshold, missing, periods = 1 }: AlarmDefinition = ALARMS[alarm];
    super(scope, id, {
      ...props,
      threshold,
      treatMissingData: MISSING[missing],
      evaluationPeriods: periods,
      alarmDescription: descriptionOf(ALARMS[alarm]),
      comparisonOperator:
        missing === 'breaching'
          ? ComparisonOperator.LESS_THAN_THRESHOLD
          : ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
    });
    const action = new SnsAction(topic);
    this.addAlarmAction(action);
    this.addOkAction(action);
  }
}

/** `Page. Messages are mailed late: ... See docs/runbook.md#messages-are-mailed-late` */
export function descriptionOf({ severity, runbook, when }: AlarmDefinition): string {
  const kind = severity === 'page' ? 'Page' : 'Notice';
  return `${kind}. ${runbook}: ${when}. ${runbookLink(runbook)}`;
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
