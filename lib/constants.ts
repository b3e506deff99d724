/**
 * Where CloudFront certificates, DNSSEC keys and DNS query logs must live.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cnames-and-https-requirements.html
 */
export const GLOBAL_REGION = 'us-east-1';
