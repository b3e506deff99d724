import { CfnResource, Duration } from 'aws-cdk-lib';
import type { ILogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { IRole } from 'aws-cdk-lib/aws-iam';
import type { IDistribution } from 'aws-cdk-lib/aws-cloudfront';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import {
  BucketDeployment,
  type BucketDeploymentProps,
  CacheControl,
  type ISource,
  Source,
} from 'aws-cdk-lib/aws-s3-deployment';
import { Construct } from 'constructs';
import { SITE_API_PLACEHOLDER } from '../../../lambdas/contact-form/contract';
import { grantKey } from '../customer-key';
import { functionRole } from '../../functions/function-role';

/** Name -> text. */
type Files = Readonly<Record<string, string>>;

export interface ContactPageProps {
  /**
   * Files that keep their names when their content changes. SITE_API_PLACEHOLDER in them becomes
   * `apiUrl`.
   */
  readonly pages: Files;
  /** Files whose names change with their content. */
  readonly assets: Files;
  /** Folder of the site that the assets' names are relative to. */
  readonly assetsFolder: string;
  readonly apiUrl: string;
  readonly bucket: IBucket;
  readonly distribution: IDistribution;
  readonly logRetentionDays: RetentionDays;
  /** Key of the bucket's files. Default: AWS's key. */
  readonly customerKey?: IKey;
}

/**
 * Copying a few files takes seconds. Without this limit, CloudFormation would wait an hour for a
 * function that hangs.
 */
const PUBLISH_TIMEOUT = Duration.minutes(10);

/**
 * Browsers ask each time, and usually get the answer that nothing changed. CloudFront asks only
 * after an invalidation.
 */
const PAGES_CACHE = 'public, max-age=0, s-maxage=86400, must-revalidate';
/** New content has a new name. */
const ASSETS_CACHE = 'public, max-age=31536000, immutable';

/**
 * Publishes the site's files. Nobody fetches an unchanged file again: assets are never invalidated,
 * and CloudFormation does not touch unchanged pages.
 */
export class ContactPage extends Construct {
  constructor(
    scope: Construct,
    id: string,
    private readonly props: ContactPageProps,
  ) {
    super(scope, id);
    const { pages, assets, assetsFolder, apiUrl, distribution } = props;

    const { role, logGroup } = functionRole(this, { retention: props.logRetentionDays });
    if (props.customerKey) grantKey(props.customerKey, role, { passesOn: ['s3'] });

    const assetFiles = this.publish('Assets', logGroup, role, {
      sources: sources(assets),
      destinationKeyPrefix: assetsFolder,
      cacheControl: [CacheControl.fromString(ASSETS_CACHE)],
      // A page that is open or cached may still ask for an older file.
      prune: false,
    });
    const pageFiles = this.publish('Pages', logGroup, role, {
      sources: sources(pages, (text) => text.replaceAll(SITE_API_PLACEHOLDER, apiUrl)),
      exclude: [`${assetsFolder}/*`],
      cacheControl: [CacheControl.fromString(PAGES_CACHE)],
      distribution,
      distributionPaths: ['/', ...Object.keys(pages).map((name) => `/${name}`)],
    });
    // Publishes no page before the files that it refers to.
    pageFiles.node.addDependency(assetFiles);
  }

  private publish(
    id: string,
    logGroup: ILogGroup,
    role: IRole,
    props: Omit<BucketDeploymentProps, 'destinationBucket'>,
  ): BucketDeployment {
    const deployment = new BucketDeployment(this, id, {
      ...props,
      destinationBucket: this.props.bucket,
      logGroup,
      role,
    });
    const resource = deployment.node
      .findAll()
      .find(
        (one): one is CfnResource =>
          CfnResource.isCfnResource(one) && one.cfnResourceType === 'Custom::CDKBucketDeployment',
      );
    if (!resource)
      throw new Error('BucketDeployment has no custom resource: CDK now builds it in another way.');
    resource.addPropertyOverride('ServiceTimeout', PUBLISH_TIMEOUT.toSeconds());
    return deployment;
  }
}

function sources(files: Files, change: (text: string) => string = (text) => text): ISource[] {
  return Object.entries(files).map(([name, text]) => Source.data(name, change(text)));
}
