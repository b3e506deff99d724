import { ArnFormat, Stack } from 'aws-cdk-lib';
import type { IDistribution } from 'aws-cdk-lib/aws-cloudfront';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { CfnDelivery, CfnDeliveryDestination, CfnDeliverySource } from 'aws-cdk-lib/aws-logs';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { GLOBAL_REGION } from '../../constants';

export interface WebsiteAccessLogProps {
  /** Unique among the account's deliveries, at most 60 characters. */
  readonly deliveryName: string;
  readonly distribution: IDistribution;
  /** One that `admitWebsiteLog` has prepared, in whatever region. */
  readonly bucket: IBucket;
}

/** Folder of the log in its bucket. */
const FOLDER = 'website';

/**
 * What was requested and with which result, and nothing that identifies the visitor: no address,
 * port or country, no user agent, referrer, cookie, query or id of a request.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/standard-logs-reference.html
 */
export const WEBSITE_LOG_FIELDS = [
  'date',
  'time',
  'cs-method',
  'cs-uri-stem',
  'cs-protocol',
  'cs-protocol-version',
  'ssl-protocol',
  'sc-status',
  'sc-content-type',
  'sc-bytes',
  'time-taken',
  'x-edge-location',
  'x-edge-result-type',
  'x-edge-detailed-result-type',
];

/** Logs the requests to a distribution into a bucket. Only a stack in GLOBAL_REGION may hold it. */
export class WebsiteAccessLog extends Construct {
  constructor(scope: Construct, id: string, props: WebsiteAccessLogProps) {
    super(scope, id);
    const { deliveryName: name, distribution, bucket } = props;

    const source = new CfnDeliverySource(this, 'Source', {
      name,
      logType: 'ACCESS_LOGS',
      resourceArn: Stack.of(this).formatArn({
        service: 'cloudfront',
        region: '',
        resource: 'distribution',
        resourceName: distribution.distributionId,
      }),
    });
    const destination = new CfnDeliveryDestination(this, 'Destination', {
      name,
      destinationResourceArn: `${bucket.bucketArn}/${FOLDER}`,
      outputFormat: 'json',
    });
    const delivery = new CfnDelivery(this, 'Delivery', {
      deliverySourceName: source.name,
      deliveryDestinationArn: destination.attrArn,
      recordFields: WEBSITE_LOG_FIELDS,
    });
    // It goes by the source's name, which is no reference.
    delivery.addResourceDependency(source);
  }
}

/**
 * Lets log deliveries of this account write. We write this statement ourselves: otherwise AWS would
 * add it to the bucket's policy, and CloudFormation would not know.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/AWS-logs-infrastructure-V2-S3.html
 */
export function admitWebsiteLog(bucket: IBucket) {
  const stack = Stack.of(bucket);
  bucket.addToResourcePolicy(
    new PolicyStatement({
      principals: [new ServicePrincipal('delivery.logs.amazonaws.com')],
      actions: ['s3:PutObject'],
      resources: [bucket.arnForObjects(`${FOLDER}/*`)],
      conditions: {
        StringEquals: {
          's3:x-amz-acl': 'bucket-owner-full-control',
          'aws:SourceAccount': stack.account,
        },
        // Sources and destinations: the documentation and what is seen differ in which one it is.
        ArnLike: {
          'aws:SourceArn': stack.formatArn({
            service: 'logs',
            region: GLOBAL_REGION,
            resource: '*',
            arnFormat: ArnFormat.NO_RESOURCE_NAME,
          }),
        },
      },
    }),
  );
}
