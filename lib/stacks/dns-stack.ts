import { CfnOutput, Fn, RemovalPolicy, Stack, type StackProps } from 'aws-cdk-lib';
import {
  Certificate,
  CertificateValidation,
  type ICertificate,
} from 'aws-cdk-lib/aws-certificatemanager';
import { CaaRecord, CaaTag, PublicHostedZone, TxtRecord } from 'aws-cdk-lib/aws-route53';
import type { Construct } from 'constructs';
import type { EnvironmentConfig } from '../config/config';
import { OwnerRecords } from '../constructs/owner-records';

export interface DnsStackProps extends StackProps {
  readonly environment: Pick<EnvironmentConfig, 'domain' | 'delegated' | 'protectData' | 'records'>;
}

/**
 * One of the names that ACM accepts in a CAA record, and all that we let issue certificates.
 * https://docs.aws.amazon.com/acm/latest/userguide/setup-caa.html
 */
const CERTIFICATE_ISSUER = 'amazon.com';

/**
 * Mail that neither SPF nor DKIM vouch for goes to spam; names that do not exist send none at all.
 * Tags as in RFC 9989, sections 4.7 and 4.8. No reports are asked for: an address in another domain would have to agree
 * by a record of its own.
 */
const DMARC_POLICY = 'v=DMARC1; p=quarantine; np=reject';
const DMARC_NAME = '_dmarc';

/** Zone, its records and the certificate. In us-east-1, where CloudFront looks for certificates. */
export class DnsStack extends Stack {
  readonly zone: PublicHostedZone;
  /** Only in a delegated zone: elsewhere its validation never ends. */
  readonly certificate?: ICertificate;

  constructor(scope: Construct, id: string, props: DnsStackProps) {
    super(scope, id, props);
    const { domain, delegated, protectData, records } = props.environment;

    this.zone = new PublicHostedZone(this, 'Zone', { zoneName: domain });
    this.zone.applyRemovalPolicy(protectData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY);

    new OwnerRecords(this, 'OwnerRecords', { zone: this.zone, records });
    new CaaRecord(this, 'CertificateIssuers', {
      zone: this.zone,
      values: [{ flag: 0, tag: CaaTag.ISSUE, value: CERTIFICATE_ISSUER }],
    });
    // An owner whose other mail needs a policy of its own writes one into the configuration.
    if (!records.some(({ name, type }) => name === DMARC_NAME && type === 'TXT')) {
      new TxtRecord(this, 'Dmarc', {
        zone: this.zone,
        recordName: DMARC_NAME,
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
