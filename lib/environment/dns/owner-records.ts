import { Duration } from 'aws-cdk-lib';
import { type IHostedZone, RecordSet, RecordTarget, RecordType } from 'aws-cdk-lib/aws-route53';
import { Construct } from 'constructs';
import type { DnsRecord } from '../../config/config';
import { recordStrings } from './record-strings';

export interface OwnerRecordsProps {
  readonly zone: IHostedZone;
  readonly records: readonly DnsRecord[];
}

/** The records of the configuration, unchanged. */
export class OwnerRecords extends Construct {
  constructor(scope: Construct, id: string, props: OwnerRecordsProps) {
    super(scope, id);
    for (const record of props.records) {
      const zone = props.zone;
      // A trailing dot tells CDK that the name is complete.
      const recordName = record.name === '@' ? undefined : `${record.name}.${zone.zoneName}.`;
      if (record.type === 'ALIAS') {
        for (const type of record.ipv6 ? (['A', 'AAAA'] as const) : (['A'] as const)) {
          new RecordSet(this, `ALIAS-${type}-${record.name}`, {
            zone,
            recordName,
            recordType: RecordType[type],
            target: aliasTarget(record),
          });
        }
      } else {
        new RecordSet(this, `${record.type}-${record.name}`, {
          zone,
          recordName,
          recordType: RecordType[record.type],
          ttl: Duration.seconds(record.ttlSeconds),
          target: RecordTarget.fromValues(...recordStrings(record)),
        });
      }
    }
  }
}

function aliasTarget({ target, targetZoneId }: Extract<DnsRecord, { type: 'ALIAS' }>) {
  return RecordTarget.fromAlias({
    bind: () => ({ hostedZoneId: targetZoneId, dnsName: target }),
  });
}
