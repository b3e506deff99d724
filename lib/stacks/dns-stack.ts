import {
  CfnDeletionPolicy,
  CfnOutput,
  Duration,
  Fn,
  RemovalPolicy,
  Stack,
  type StackProps,
} from 'aws-cdk-lib';
import {
  Certificate,
  CertificateValidation,
  type CfnCertificate,
  type ICertificate,
} from 'aws-cdk-lib/aws-certificatemanager';
import {
  CaaRecord,
  type CaaRecordValue,
  CaaTag,
  PublicHostedZone,
  TxtRecord,
} from 'aws-cdk-lib/aws-route53';
import type { Construct } from 'constructs';
import type { DnsRecord, EnvironmentConfig } from '../config/config';
import type { DnsConfig } from '../config/zone/dns';
import { OwnerRecords } from '../environment/dns/owner-records';
import { QueryLog } from '../environment/dns/query-log';
import { ZoneSigning } from '../environment/dns/zone-signing';
import { dmarcText } from '../environment/dns/dmarc';
import { mailto } from '../environment/dns/mailto';
import { withSenderPolicy } from '../environment/dns/sender-policy';
import { environmentNames, ZONE_NAMES } from '../naming';
import type { EmailAddress, ProjectName } from '../types/branded';

export interface DnsStackProps extends StackProps {
  readonly environment: Pick<
    EnvironmentConfig,
    'name' | 'domain' | 'delegated' | 'protectData' | 'logRetentionDays' | keyof DnsConfig
  >;
  readonly project: ProjectName;
  /** Who hears of the alarms of a signed zone. */
  readonly subscribers: readonly EmailAddress[];
  /** Records that hand other environments' zones, below this one, to their name servers. */
  readonly delegations: readonly DnsRecord[];
}

/**
 * One of the names that ACM accepts in a CAA record, and all that we let issue certificates beside
 * those that the owner names: the record holds for every name in the zone without one of its own.
 * https://docs.aws.amazon.com/acm/latest/userguide/setup-caa.html
 */
const CERTIFICATE_ISSUER = 'amazon.com';

/** The owner's own values stand in Waypost's record: a name has one of a type. */
function isApexCaa(record: DnsRecord): record is Extract<DnsRecord, { type: 'CAA' }> {
  return record.type === 'CAA' && record.name === '@';
}

/** Amazon and the owner's authorities, then the owner's own values; Route 53 takes none twice. */
function issuers(
  authorities: DnsConfig['certificateIssuers'],
  own: Extract<DnsRecord, { type: 'CAA' }>['values'],
): CaaRecordValue[] {
  const values = [
    ...[CERTIFICATE_ISSUER, ...authorities].map((value) => ({
      flag: 0,
      tag: CaaTag.ISSUE,
      value,
    })),
    // CDK's list of tags is shorter than IANA's.
    ...own.map(({ tag, value, critical }) => ({
      flag: critical === true ? 128 : 0,
      // oxlint-disable-next-line typescript/no-unsafe-enum-assignment -- there is no member for it
      tag: tag as CaaTag,
      value,
    })),
  ];
  return [...new Map(values.map((one) => [`${one.flag} ${one.tag} ${one.value}`, one])).values()];
}

/** Zone, its records and the certificate. In us-east-1, where CloudFront looks for certificates. */
export class DnsStack extends Stack {
  readonly zone: PublicHostedZone;
  /** Only in a delegated zone: elsewhere its validation never ends. */
  readonly certificate?: ICertificate;

  constructor(scope: Construct, id: string, props: DnsStackProps) {
    super(scope, id, props);
    const { domain, delegated, protectData, records, certificateIssuers, dnssec } =
      props.environment;

    this.zone = this.hostedZone(props.environment);
    this.zone.applyRemovalPolicy(protectData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY);

    new OwnerRecords(this, 'OwnerRecords', {
      zone: this.zone,
      records: [
        ...withSenderPolicy(records).filter((one) => !isApexCaa(one)),
        ...props.delegations,
      ],
    });
    const [own] = records.filter(isApexCaa);
    new CaaRecord(this, 'CertificateIssuers', {
      zone: this.zone,
      ...(own && { ttl: Duration.seconds(own.ttlSeconds) }),
      values: issuers(certificateIssuers, own?.values ?? []),
    });
    this.mailPolicies(props.environment);
    if (delegated) this.certificate = this.certificateOf(props.environment);
    if (dnssec) this.sign(dnssec, props);

    new CfnOutput(this, 'NameServers', {
      description: `What the parent zone or the registrar of ${domain} must name`,
      value: Fn.join(' ', this.zone.hostedZoneNameServers ?? []),
    });
  }

  private hostedZone({ domain, queryLogs, logRetentionDays }: DnsStackProps['environment']) {
    if (!queryLogs) return new PublicHostedZone(this, 'Zone', { zoneName: domain });
    const log = new QueryLog(this, 'QueryLog', { domain, retention: logRetentionDays });
    const zone = new PublicHostedZone(this, 'Zone', {
      zoneName: domain,
      queryLogsLogGroupArn: log.logGroupArn,
    });
    zone.node.addDependency(log);
    return zone;
  }

  private sign(stage: NonNullable<DnsConfig['dnssec']>, props: DnsStackProps) {
    const { zone } = this;
    const names = environmentNames(props.project, props.environment.name);
    new ZoneSigning(this, 'Signing', {
      zone,
      stage,
      protect: props.environment.protectData,
      alarmTopicName: names.dnsAlarmTopic,
      alarmName: names.alarm,
      subscribers: props.subscribers,
    });
    new CfnOutput(this, 'DsRecordCommand', {
      description: `Prints the DS record that the parent zone or the registrar of ${zone.zoneName} must name`,
      value: `aws route53 get-dnssec --hosted-zone-id ${zone.hostedZoneId} --query KeySigningKeys[].DSRecord --output text`,
    });
  }

  /** What the zone tells other mail servers. MTA-STS follows once its file is served (ContactStack). */
  private mailPolicies({ records, dmarc, tlsReports }: DnsStackProps['environment']) {
    const text = (id: string, recordName: string, value: string) =>
      new TxtRecord(this, id, { zone: this.zone, recordName, values: [value] });
    // An owner who wants another policy writes it, or a CNAME to it, into the records.
    if (!records.some(({ name }) => name === ZONE_NAMES.dmarc)) {
      text('Dmarc', ZONE_NAMES.dmarc, dmarcText(dmarc));
    }
    if (tlsReports !== undefined) {
      text('TlsReports', ZONE_NAMES.tlsReports, `v=TLSRPTv1; rua=${mailto(tlsReports)}`);
    }
  }

  private certificateOf({ domain, mtaSts }: DnsStackProps['environment']) {
    const certificate = new Certificate(this, 'Certificate', {
      domainName: domain,
      validation: CertificateValidation.fromDns(this.zone),
      ...(mtaSts && { subjectAlternativeNames: [`${ZONE_NAMES.mtaStsHost}.${domain}`] }),
    });
    // When this stack has created the new certificate, the distribution still uses the old one:
    // deleting that would fail.
    const resource = certificate.node.defaultChild as CfnCertificate;
    resource.cfnOptions.updateReplacePolicy = CfnDeletionPolicy.RETAIN;
    resource.cfnOptions.deletionPolicy = CfnDeletionPolicy.DELETE;
    return certificate;
  }
}
