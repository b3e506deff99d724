import { type GrantTable, onAny } from '../grant';

const CLOUDFRONT_ID = 'AWS gives what CloudFront holds its ids.';

/** What is made knows no resource yet; what is there has AWS's id. */
const madeByCloudFront = (kind: string, name: string, ...more: string[]) => [
  onAny('There is none yet.', '*', `cloudfront:Create${name}`),
  onAny(
    CLOUDFRONT_ID,
    `arn:aws:cloudfront::{account}:${kind}/*`,
    ...['Delete', 'Get', 'Update'].map((verb) => `cloudfront:${verb}${name}`),
    ...more,
  ),
];
const TAGS = ['ListTagsForResource', 'TagResource', 'UntagResource'].map(
  (one) => `cloudfront:${one}`,
);

/** What serves the site, and its certificate. */
export const SITE_GRANTS: GrantTable = {
  'AWS::CertificateManager::Certificate': [
    onAny(
      'AWS gives a certificate its id.',
      'arn:aws:acm:*:{account}:certificate/*',
      'acm:AddTagsToCertificate',
      'acm:DeleteCertificate',
      'acm:DescribeCertificate',
      'acm:ListTagsForCertificate',
      'acm:RemoveTagsFromCertificate',
      'acm:UpdateCertificateOptions',
    ),
    onAny('There is no certificate yet.', '*', 'acm:RequestCertificate'),
    onAny(
      'CloudFormation puts the records that prove the domain into the zone; AWS gives it its id.',
      'arn:aws:route53:::hostedzone/*',
      'route53:ChangeResourceRecordSets',
    ),
  ],
  'AWS::CloudFront::Distribution': madeByCloudFront(
    'distribution',
    'Distribution',
    'cloudfront:GetDistributionConfig',
    ...TAGS,
  ),
  'AWS::CloudFront::OriginAccessControl': madeByCloudFront(
    'origin-access-control',
    'OriginAccessControl',
  ),
  'AWS::CloudFront::ResponseHeadersPolicy': madeByCloudFront(
    'response-headers-policy',
    'ResponseHeadersPolicy',
  ),
};
