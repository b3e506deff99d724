/**
 * Where CloudFront certificates, DNSSEC keys and DNS query logs must live.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cnames-and-https-requirements.html
 */
export const GLOBAL_REGION = 'us-east-1';

/** Of builds and functions; package.json's `node` is the same. */
export const NODE_MAJOR_VERSION = '24';

/** Where the synth step leaves the cloud assembly; `buildspec.yml` says the same. */
export const CLOUD_ASSEMBLY_FOLDER = 'cdk.out';

/** Read by the synth build from the commit that it builds. */
export const BUILD_SPEC_FILE = 'buildspec.yml';

/** Days that a message waits to be mailed: an outage over a long weekend. */
export const MESSAGE_DAYS_IN_QUEUE = 4;

/**
 * IAM takes a permissions boundary of 6,144 characters, and that of the tools account names roles in
 * each environment: as many as fit with the longest names (test/judges/templates.test.ts).
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
 */
export const MOST_ENVIRONMENTS = 14;

/** How long the question before an update of the pipeline waits: seven days, CodePipeline's own default. */
export const PIPELINE_REVIEW_MINUTES = 7 * 24 * 60;
