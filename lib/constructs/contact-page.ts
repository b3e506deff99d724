import { CfnResource, Duration, RemovalPolicy } from 'aws-cdk-lib';
import { LogGroup, type RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IDistribution } from 'aws-cdk-lib/aws-cloudfront';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import { BucketDeployment, Source } from 'aws-cdk-lib/aws-s3-deployment';
import { Construct } from 'constructs';
import { SITE_API_PLACEHOLDER } from '../../lambdas/contact-form/contract';

export interface ContactPageProps {
  /** Published as it is. */
  readonly staticFolder: string;
  /** Name -> text of every other file, with SITE_API_PLACEHOLDER where `apiUrl` goes. */
  readonly pages: Readonly<Record<string, string>>;
  readonly apiUrl: string;
  readonly bucket: IBucket;
  readonly distribution: IDistribution;
  readonly logRetentionDays: RetentionDays;
}

/** A copy of a few files takes seconds; CloudFormation would wait an hour for one that hangs. */
const PUBLISH_TIMEOUT = Duration.minutes(10);

/** Publishes the site's files, and makes CloudFront forget the old ones. */
export class ContactPage extends Construct {
  constructor(scope: Construct, id: string, props: ContactPageProps) {
    super(scope, id);

    const log = new LogGroup(this, 'Log', {
      retention: props.logRetentionDays,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    // CDK's own role would take AWS's managed policy, which writes to every log of the account.
    const role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
    });
    log.grantWrite(role);
    const deployment = new BucketDeployment(this, 'Files', {
      sources: [
        Source.asset(props.staticFolder),
        ...Object.entries(props.pages).map(([name, text]) =>
          Source.data(name, text.replaceAll(SITE_API_PLACEHOLDER, props.apiUrl)),
        ),
      ],
      destinationBucket: props.bucket,
      distribution: props.distribution,
      distributionPaths: ['/*'],
      logGroup: log,
      role,
    });
    const resource = deployment.node
      .findAll()
      .find(
        (one): one is CfnResource =>
          CfnResource.isCfnResource(one) && one.cfnResourceType === 'Custom::CDKBucketDeployment',
      );
    if (!resource)
      throw new Error('BucketDeployment has no custom resource: CDK builds it otherwise now.');
    resource.addPropertyOverride('ServiceTimeout', PUBLISH_TIMEOUT.toSeconds());
  }
}
