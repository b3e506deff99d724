import { Match } from 'aws-cdk-lib/assertions';
import { only } from '../helpers/pipeline-definition';
import { synthesizedEnvironment } from '../helpers/synthesis';
import {
  expectResource,
  resourcesOf,
  type Statement,
  statementsOf,
} from '../helpers/template-rules';

const prod = synthesizedEnvironment('prod').template('storage');
const dev = synthesizedEnvironment('dev').template('storage');

describe('submissions table', () => {
  test.each([
    ['prod', prod, true],
    ['dev', dev, false],
  ])('of %s forgets by itself, and is protected if its data is', (_, template, protect) => {
    expectResource(template, 'AWS::DynamoDB::GlobalTable', {
      KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
      TimeToLiveSpecification: { AttributeName: 'expiresAt', Enabled: true },
      Replicas: [
        {
          Region: 'eu-west-1',
          DeletionProtectionEnabled: protect,
          PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: protect },
        },
      ],
    });
  });
});

test('submissions table tells its cost, as no stack tags a global table', () => {
  const { Replicas } = only(prod, 'AWS::DynamoDB::GlobalTable').Properties as {
    Replicas: { Tags: { Key: string; Value: string }[] }[];
  };
  const tags = Replicas.flatMap(({ Tags }) => Tags).map(({ Key, Value }) => [Key, Value]);
  expect(Object.fromEntries(tags)).toEqual({
    project: 'waypost',
    environment: 'prod',
    stack: 'storage',
    'cost-allocation': 'waypost-prod',
  });
});

describe('buckets', () => {
  const buckets = resourcesOf(prod).filter(([, { Type }]) => Type === 'AWS::S3::Bucket');

  test('are closed to the public', () => {
    expect(buckets).toHaveLength(2);
    for (const [, { Properties }] of buckets) {
      expect(Properties?.['PublicAccessBlockConfiguration']).toEqual({
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      });
    }
  });

  test('refuse connections without TLS', () => {
    const refusals = statementsOf(prod).filter(
      ({ statement }) =>
        statement.Effect === 'Deny' &&
        JSON.stringify(statement.Condition) === '{"Bool":{"aws:SecureTransport":"false"}}',
    );
    expect(refusals).toHaveLength(2);
  });

  test('admit the log delivery of S3, and CloudFront to the files of this one site', () => {
    const allowed = statementsOf(prod)
      .map(({ statement }) => statement)
      .filter(({ Effect }) => Effect === 'Allow');
    expect(allowed.map(({ Action, Principal }) => [Action, Principal])).toEqual([
      ['s3:PutObject', { Service: 'logging.s3.amazonaws.com' }],
      ['s3:GetObject', { Service: 'cloudfront.amazonaws.com' }],
    ]);
    const [, ofCloudFront] = allowed as [Statement, Statement];
    expect(JSON.stringify(ofCloudFront.Condition)).toMatch(/AWS:SourceArn.*WebsiteDistribution/);
  });
});

describe('site', () => {
  test('is read by CloudFront alone, with signed requests', () => {
    expectResource(prod, 'AWS::CloudFront::OriginAccessControl', {
      OriginAccessControlConfig: { SigningBehavior: 'always', SigningProtocol: 'sigv4' },
    });
  });

  test('is served over TLS with headers that keep other pages from framing it', () => {
    expectResource(prod, 'AWS::CloudFront::Distribution', {
      DistributionConfig: {
        DefaultCacheBehavior: {
          ViewerProtocolPolicy: 'redirect-to-https',
          ResponseHeadersPolicyId: { Ref: Match.stringLikeRegexp('SecurityHeaders') },
        },
      },
    });
    expectResource(prod, 'AWS::CloudFront::ResponseHeadersPolicy', {
      ResponseHeadersPolicyConfig: {
        SecurityHeadersConfig: {
          // Exactly: the page says the rest itself, and two policies would both hold.
          ContentSecurityPolicy: {
            ContentSecurityPolicy: "frame-ancestors 'none'",
            Override: true,
          },
          StrictTransportSecurity: { AccessControlMaxAgeSec: 31536000 },
        },
      },
    });
  });

  test('answers under the domain once it is delegated', () => {
    const { DistributionConfig } = only(prod, 'AWS::CloudFront::Distribution').Properties as {
      DistributionConfig: Record<string, unknown>;
    };
    expect(DistributionConfig).toMatchObject({
      Aliases: ['example.com'],
      ViewerCertificate: { MinimumProtocolVersion: 'TLSv1.2_2021', SslSupportMethod: 'sni-only' },
    });
    for (const Type of ['A', 'AAAA']) {
      expectResource(prod, 'AWS::Route53::RecordSet', {
        Name: 'example.com.',
        Type,
        AliasTarget: {
          DNSName: { 'Fn::GetAtt': [Match.stringLikeRegexp('Distribution'), 'DomainName'] },
        },
      });
    }
  });

  test("answers under CloudFront's name until then", () => {
    const { DistributionConfig } = only(dev, 'AWS::CloudFront::Distribution').Properties as {
      DistributionConfig: Record<string, unknown>;
    };
    expect(DistributionConfig).not.toHaveProperty('Aliases');
    expect(DistributionConfig).not.toHaveProperty('ViewerCertificate');
  });
});
