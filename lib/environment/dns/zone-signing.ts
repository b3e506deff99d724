import { CfnResource, Duration, RemovalPolicy } from 'aws-cdk-lib';
import { Metric, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import { Key, KeySpec, KeyUsage } from 'aws-cdk-lib/aws-kms';
import { CfnDNSSEC, type IHostedZone, KeySigningKey } from 'aws-cdk-lib/aws-route53';
import { Construct } from 'constructs';
import type { EmailAddress } from '../../types/branded';
import { AlarmTopic } from '../monitoring/alarm-topic';
import { RunbookAlarm } from '../monitoring/runbook-alarm';

export interface ZoneSigningProps {
  readonly zone: IHostedZone;
  /**
   * With `signing` and `protect`, neither the deletion of the stack nor the removal of the option
   * ends the signing: nobody can reach an unsigned zone whose parent says that it is signed.
   * `withdrawing` lets the next deployment end the signing.
   */
  readonly stage: 'signing' | 'withdrawing';
  readonly protect: boolean;
  readonly alarmTopicName: string;
  /** The complete name of an alarm. */
  readonly alarmName: (name: string) => string;
  /** Who hears of alarms. */
  readonly subscribers: readonly EmailAddress[];
}

/** Route 53 reports every four hours. */
const REPORTED_WITHIN = Duration.hours(6);

/**
 * Signs a zone's answers (DNSSEC), with alarms for the case that signing fails. In us-east-1,
 * because Route 53 requires it.
 */
export class ZoneSigning extends Construct {
  constructor(
    scope: Construct,
    id: string,
    private readonly props: ZoneSigningProps,
  ) {
    super(scope, id);
    const { zone } = props;

    // Not rotated: AWS does not rotate asymmetric keys, and a new key needs a new DS record.
    const key = new Key(this, 'Key', {
      description: `Signs the keys of the zone ${zone.zoneName}`,
      keySpec: KeySpec.ECC_NIST_P256,
      keyUsage: KeyUsage.SIGN_VERIFY,
    });
    const signingKey = new KeySigningKey(this, 'KeySigningKey', {
      hostedZone: zone,
      kmsKey: key,
      keySigningKeyName: 'waypost',
    });
    const signing = new CfnDNSSEC(this, 'Dnssec', { hostedZoneId: zone.hostedZoneId });
    // Signing needs the key, so it must end before the key is deleted.
    signing.node.addDependency(signingKey);

    for (const part of [key, signingKey, signing]) this.decideRemoval(part);
    this.alarms();
  }

  /** CloudFormation takes no deletion policy alone for a change, but metadata beside it. */
  private decideRemoval(part: Construct) {
    const { stage, protect } = this.props;
    const resource = CfnResource.isCfnResource(part) ? part : part.node.defaultChild;
    if (!(resource instanceof CfnResource)) throw new Error(`${part.node.path} is no resource`);
    resource.applyRemovalPolicy(
      protect && stage === 'signing' ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    );
    resource.addMetadata('waypost:dnssec', stage);
  }

  private alarms() {
    const { zone, alarmTopicName, alarmName, subscribers } = this.props;
    const topic = new AlarmTopic(this, 'Alarms', { topicName: alarmTopicName, subscribers });
    const alarm = (id: 'dnssec-failure' | 'dnssec-key', metricName: string) =>
      new RunbookAlarm(this, id, {
        alarm: id,
        alarmName: alarmName(id),
        metric: new Metric({
          namespace: 'AWS/Route53',
          metricName,
          dimensionsMap: { HostedZoneId: zone.hostedZoneId },
          statistic: Stats.MAXIMUM,
          period: REPORTED_WITHIN,
        }),
        topic,
      });
    alarm('dnssec-failure', 'DNSSECInternalFailure');
    alarm('dnssec-key', 'DNSSECKeySigningKeysNeedingAction');
  }
}
