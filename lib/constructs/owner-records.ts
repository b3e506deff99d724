import { Duration } from 'aws-cdk-lib';
import {
  AaaaRecord,
  ARecord,
  CnameRecord,
  type IHostedZone,
  MxRecord,
  NsRecord,
  RecordTarget,
  TxtRecord,
} from 'aws-cdk-lib/aws-route53';
import { Construct } from 'constructs';
import type { DnsRecord } from '../config/config';

export interface OwnerRecordsProps {
  readonly zone: IHostedZone;
  readonly records: readonly DnsRecord[];
}

/** The records that the configuration lists, as they stand there. */
export class OwnerRecords extends Construct {
  constructor(scope: Construct, id: string, props: OwnerRecordsProps) {
    super(scope, id);
    for (const record of props.records) this.add(props.zone, record);
  }

  private add(zone: IHostedZone, record: DnsRecord) {
    const id = `${record.type}-${record.name}`;
    const name = {
      zone,
      // A trailing dot tells CDK that the name is whole.
      recordName: record.name === '@' ? undefined : `${record.name}.${zone.zoneName}.`,
      ttl: Duration.seconds(record.ttlSeconds),
    };
    switch (record.type) {
      case 'A':
        return new ARecord(this, id, {
          ...name,
          target: RecordTarget.fromIpAddresses(...record.values),
        });
      case 'AAAA':
        return new AaaaRecord(this, id, {
          ...name,
          target: RecordTarget.fromIpAddresses(...record.values),
        });
      case 'TXT':
        return new TxtRecord(this, id, { ...name, values: [...record.values] });
      case 'NS':
        return new NsRecord(this, id, { ...name, values: [...record.values] });
      case 'CNAME':
        return new CnameRecord(this, id, { ...name, domainName: record.value });
      case 'MX':
        return new MxRecord(this, id, {
          ...name,
          values: record.values.map(({ priority, host }) => ({ priority, hostName: host })),
        });
    }
  }
}
