import { Duration } from 'aws-cdk-lib';
import type { ICertificate } from 'aws-cdk-lib/aws-certificatemanager';
import {
  Distribution,
  HeadersFrameOption,
  HeadersReferrerPolicy,
  HttpVersion,
  PriceClass,
  ResponseHeadersPolicy,
  SecurityPolicyProtocol,
  ViewerProtocolPolicy,
} from 'aws-cdk-lib/aws-cloudfront';
import { S3BucketOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import { AaaaRecord, ARecord, type IHostedZone, RecordTarget } from 'aws-cdk-lib/aws-route53';
import { CloudFrontTarget } from 'aws-cdk-lib/aws-route53-targets';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { CONTENT_SECURITY_POLICY } from './content-security-policy';
import type { DomainName } from '../../types/branded';

/** The zone's apex as the site's address, with a certificate for it. */
export interface CustomDomain {
  readonly domain: DomainName;
  readonly zone: IHostedZone;
  readonly certificate: ICertificate;
  /** Further names in the zone, relative to it, that the certificate holds: the same files answer there. */
  readonly otherNames: readonly string[];
}

export interface WebsiteProps {
  readonly bucket: IBucket;
  /** Default: the site has CloudFront's own name. */
  readonly customDomain?: CustomDomain;
}

/** Serves a bucket's files with CloudFront. Only CloudFront may read them. */
export class Website extends Construct {
  readonly distribution: Distribution;
  /** Scheme and host, as browsers send them in `Origin`. */
  readonly origin: string;

  constructor(scope: Construct, id: string, { bucket, customDomain }: WebsiteProps) {
    super(scope, id);

    this.distribution = new Distribution(this, 'Distribution', {
      comment: this.node.path,
      defaultRootObject: 'index.html',
      defaultBehavior: {
        origin: S3BucketOrigin.withOriginAccessControl(bucket),
        viewerProtocolPolicy: ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
        compress: true,
        responseHeadersPolicy: this.securityHeaders(),
      },
      // S3 answers 403 for a missing file, because CloudFront may not list the bucket.
      errorResponses: [{ httpStatus: 403, responseHttpStatus: 404, responsePagePath: '/404.html' }],
      httpVersion: HttpVersion.HTTP2_AND_3,
      priceClass: PriceClass.PRICE_CLASS_100,
      ...(customDomain && {
        domainNames: [
          customDomain.domain,
          ...customDomain.otherNames.map((name) => `${name}.${customDomain.domain}`),
        ],
        certificate: customDomain.certificate,
        // TLS 1.3, and 1.2 with its newest ciphers: whom `TLSv1.3_2025` shuts out has no other way here.
        minimumProtocolVersion: SecurityPolicyProtocol.TLS_V1_2_2025,
      }),
    });
    this.origin = `https://${customDomain?.domain ?? this.distribution.distributionDomainName}`;
    if (customDomain) this.pointDomainHere(customDomain);
  }

  private securityHeaders() {
    return new ResponseHeadersPolicy(this, 'SecurityHeaders', {
      securityHeadersBehavior: {
        contentSecurityPolicy: {
          contentSecurityPolicy: CONTENT_SECURITY_POLICY,
          override: true,
        },
        contentTypeOptions: { override: true },
        frameOptions: { frameOption: HeadersFrameOption.DENY, override: true },
        referrerPolicy: {
          referrerPolicy: HeadersReferrerPolicy.STRICT_ORIGIN_WHEN_CROSS_ORIGIN,
          override: true,
        },
        // Without subdomains: the owner's other subdomains may not support TLS.
        strictTransportSecurity: { accessControlMaxAge: Duration.days(365), override: true },
      },
    });
  }

  /** Here and not in the zone's stack, which would have to wait for the distribution. */
  private pointDomainHere({ zone, otherNames }: CustomDomain) {
    const target = RecordTarget.fromAlias(new CloudFrontTarget(this.distribution));
    new ARecord(this, 'Ipv4', { zone, target });
    new AaaaRecord(this, 'Ipv6', { zone, target });
    for (const recordName of otherNames) {
      new ARecord(this, `Ipv4-${recordName}`, { zone, recordName, target });
      new AaaaRecord(this, `Ipv6-${recordName}`, { zone, recordName, target });
    }
  }
}
