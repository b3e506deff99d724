import { CfnOutput, Fn, RemovalPolicy, Stack, type StackProps } from 'aws-cdk-lib';
import {
  Certificate,
  CertificateValidation,
  type ICertificate,
} from 'aws-cdk-lib/aws-certificatemanager';
import { CaaRecord, CaaTag, PublicHostedZone, TxtRecord } from 'aws-cdk-lib/aws-route53';
import type { Construct } from 'constructs';
import type { DnsRecord, EnvironmentConfig } from '../config/config';
import { OwnerRecords } from '../constructs/owner-records';
import { ZONE_NAMES } from '../naming';

export interface DnsStackProps extends StackProps {
  readonly environment: Pick<
    EnvironmentConfig,
    'domain' | 'delegated' | 'protectData' | 'records' | 'certificateIssuers'
  >;
  /** Records that hand other environments' zones, below this one, to their name servers. */
  readonly delegations: readonly DnsRecord[];
}

/**
 * One of the names that ACM accepts in a CAA record, and all that we let issue certificates beside
 * those that the owner names: the record holds for every name in the zone without one of its own.
 * https://docs.aws.amazon.com/acm/latest/userguide/setup-caa.html
 */
const CERTIFICATE_ISSUER = 'amazon.com';

/**
 * Asks nothing of receivers: the owner's other mail may pass neither SPF nor DKIM, and only the owner
 * knows. No reports either: an address in another domain would have to agree by a record of its own.
 * Tags as in RFC 9989, section 4.7.
 */
const DMARC_POLICY = 'v=DMARC1; p=none';

/** Zone, its records and the certificate. In us-east-1, where CloudFront looks for certificates. */
export class DnsStack extends Stack {
  readonly zone: PublicHostedZone;
  /** Only in a delegated zone: elsewhere its validation never ends. */
  readonly certificate?: ICertificate;

  constructor(scope: Construct, id: string, props: DnsStackProps) {
    super(scope, id, props);
    const { domain, delegated, protectData, records, certificateIssuers } = props.environment;

    this.zone = new PublicHostedZone(this, 'Zone', { zoneName: domain });
    this.zone.applyRemovalPolicy(protectData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY);

    new OwnerRecords(this, 'OwnerRecords', {
      zone: this.zone,
      records: [...records, ...props.delegations],
    });
    new CaaRecord(this, 'CertificateIssuers', {
      zone: this.zone,
      values: [...new Set([CERTIFICATE_ISSUER, ...certificateIssuers])].map((value) => ({
        flag: 0,
        tag: CaaTag.ISSUE,
        value,
      })),
    });
    // An owner who wants another policy writes it, or a CNAME to it, into the configuration.
    if (!records.some(({ name }) => name === ZONE_NAMES.dmarc)) {
      new TxtRecord(this, 'Dmarc', {
        zone: this.zone,
        recordName: ZONE_NAMES.dmarc,
        values: [DMARC_POLICY],
      });
    }
    if (delegated) {
      this.certificate = new Certificate(this, 'Certificate', {
        domainName: domain,
        validation: CertificateValidation.fromDns(this.zone),
      });
    }

    new CfnOutput(this, 'NameServers', {
      description: `What the parent zone or the registrar of ${domain} must name`,
      value: Fn.join(' ', this.zone.hostedZoneNameServers ?? []),
    });
  }
}
