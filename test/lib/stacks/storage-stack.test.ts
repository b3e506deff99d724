import { Match, type Template } from 'aws-cdk-lib/assertions';
import { CONTENT_SECURITY_POLICY } from '../../../lib/environment/site/content-security-policy';
import { exampleConfig, prodInput } from '../../helpers/example-config';
import { only } from '../../helpers/pipeline-definition';
import { synthesizedEnvironment } from '../../helpers/synthesis';
import {
  expectResource,
  type Resource,
  resourcesOf,
  statementsOf,
} from '../../helpers/template-rules';

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

  test.each([
    ['35 days', 365, 35],
    ['no longer than a message itself', 7, 7],
  ])('can be restored for %s', (_, submissionRetentionDays, days) => {
    const environments = [{ ...prodInput, submissionRetentionDays }];
    const { template } = synthesizedEnvironment('prod', exampleConfig({ environments }));
    expectResource(template('storage'), 'AWS::DynamoDB::GlobalTable', {
      Replicas: [{ PointInTimeRecoverySpecification: { RecoveryPeriodInDays: days } }],
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

/** Logical id -> properties of the buckets of a template. */
function bucketsOf(template: Template) {
  return Object.fromEntries(
    resourcesOf(template)
      .filter(([, { Type }]) => Type === 'AWS::S3::Bucket')
      .map(([id, { Properties = {} }]) => [id, Properties]),
  );
}

const rulesOf = (properties: Resource['Properties'] = {}) =>
  (properties['LifecycleConfiguration'] as { Rules: Record<string, unknown>[] }).Rules;

describe.each([
  ['prod', prod],
  ['dev', dev],
])('bucket of %s', (_, template) => {
  const buckets = Object.values(bucketsOf(template));

  test('is closed to the public', () => {
    expect(buckets).toHaveLength(2);
    for (const properties of buckets) {
      expect(properties['PublicAccessBlockConfiguration']).toEqual({
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      });
    }
  });

  test('refuses connections without TLS', () => {
    const refusals = statementsOf(template).filter(
      ({ statement }) =>
        statement.Effect === 'Deny' &&
        JSON.stringify(statement.Condition) === '{"Bool":{"aws:SecureTransport":"false"}}',
    );
    expect(refusals).toHaveLength(2);
  });

  test('owns what others write, so that no access control list counts', () => {
    for (const properties of buckets) {
      expect(properties['OwnershipControls']).toEqual({
        Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }],
      });
    }
  });

  test('keeps versions for a time, and no upload that was broken off', () => {
    for (const properties of buckets) {
      expect(properties['VersioningConfiguration']).toEqual({ Status: 'Enabled' });
      expect(rulesOf(properties)[0]).toMatchObject({
        Status: 'Enabled',
        NoncurrentVersionExpiration: { NoncurrentDays: expect.any(Number) as number },
        AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 },
      });
    }
  });

  test('encrypts what it holds', () => {
    for (const properties of buckets) {
      expect(properties['BucketEncryption']).toEqual({
        ServerSideEncryptionConfiguration: [
          { ServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } },
        ],
      });
    }
  });

  test('of files logs who reads them into the bucket of logs', () => {
    const { Assets9A31D427: files } = bucketsOf(template);
    expect(files?.['LoggingConfiguration']).toEqual({
      DestinationBucketName: { Ref: 'AccessLogs8B620ECA' },
      LogFilePrefix: 'assets/',
    });
  });
});

describe('lifecycle', () => {
  const days = (template: Template, bucket: string) => {
    const [tidyUp = {}] = rulesOf(bucketsOf(template)[bucket]);
    return [
      tidyUp['ExpirationInDays'],
      (tidyUp['NoncurrentVersionExpiration'] as { NoncurrentDays: number }).NoncurrentDays,
    ];
  };

  test.each([
    ['prod', prod, 90, 90],
    ['dev', dev, 14, 7],
  ])('of %s ends logs, and old files, after the days of its kind', (_, template, logs, files) => {
    expect(days(template, 'AccessLogs8B620ECA')).toEqual([logs, 7]);
    expect(days(template, 'Assets9A31D427')).toEqual([undefined, files]);
  });

  test('moves what is large and stays long to a cheaper class, and no file in use', () => {
    const cheaper = { StorageClass: 'STANDARD_IA', TransitionInDays: 30 };
    const { AccessLogs8B620ECA: logs, Assets9A31D427: files } = bucketsOf(prod);
    const ObjectSizeGreaterThan = '1048576';
    expect(rulesOf(logs).slice(1)).toEqual([
      { ObjectSizeGreaterThan, Status: 'Enabled', Transitions: [cheaper] },
    ]);
    expect(rulesOf(files).slice(1)).toEqual([
      { ObjectSizeGreaterThan, Status: 'Enabled', NoncurrentVersionTransitions: [cheaper] },
    ]);
  });

  test('moves nothing in dev, where it would be deleted before it had paid for the move', () => {
    for (const properties of Object.values(bucketsOf(dev))) {
      expect(rulesOf(properties)).toHaveLength(1);
    }
  });
});

describe('policy of the buckets', () => {
  test('admits the two deliveries of logs, and CloudFront to the files of this one site', () => {
    const buckets = /^(?:AccessLogs|Assets)/;
    const allowed = statementsOf(prod)
      .filter(({ id }) => buckets.test(id))
      .map(({ statement }) => statement)
      .filter(({ Effect }) => Effect === 'Allow');
    expect(allowed.map(({ Action, Principal }) => [Action, Principal])).toEqual([
      ['s3:PutObject', { Service: 'delivery.logs.amazonaws.com' }],
      ['s3:PutObject', { Service: 'logging.s3.amazonaws.com' }],
      ['s3:GetObject', { Service: 'cloudfront.amazonaws.com' }],
    ]);
    const ofCloudFront = allowed.at(-1);
    expect(JSON.stringify(ofCloudFront?.Condition)).toMatch(/AWS:SourceArn.*WebsiteDistribution/);
  });
});

describe('function that empties the buckets of dev', () => {
  const emptier =
    resourcesOf(dev).find(([, { Type }]) => Type === 'AWS::Lambda::Function')?.[1].Properties ?? {};

  test('logs into a group that forgets', () => {
    const { LogGroup } = emptier['LoggingConfig'] as { LogGroup: { Ref: string } };
    expect(only(dev, 'AWS::Logs::LogGroup').Properties).toMatchObject({ RetentionInDays: 14 });
    expect(Object.keys(dev.findResources('AWS::Logs::LogGroup'))).toEqual([LogGroup.Ref]);
  });

  test('may write that log, and the buckets admit it; it may do nothing else', () => {
    const role = only(dev, 'AWS::IAM::Role').Properties;
    expect(role).not.toHaveProperty('ManagedPolicyArns');
    expect(statementsOf(dev).filter(({ id }) => id.startsWith('CustomS3'))).toEqual([
      expect.objectContaining({
        statement: {
          Effect: 'Allow',
          Action: 'sts:AssumeRole',
          Principal: expect.anything() as unknown,
        },
      }),
      expect.objectContaining({
        statement: {
          Effect: 'Allow',
          Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
          Resource: { 'Fn::GetAtt': [expect.stringMatching('BucketEmptierLog'), 'Arn'] },
        },
      }),
    ]);
  });

  test('is waited for as long as it may take, and does not exist in prod', () => {
    expectResource(dev, 'Custom::S3AutoDeleteObjects', { ServiceTimeout: 900 });
    expect(emptier['Timeout']).toBe(900);
    prod.resourceCountIs('Custom::S3AutoDeleteObjects', 0);
    prod.resourceCountIs('AWS::Lambda::Function', 0);
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
          ContentSecurityPolicy: { ContentSecurityPolicy: CONTENT_SECURITY_POLICY, Override: true },
          ContentTypeOptions: { Override: true },
          FrameOptions: { FrameOption: 'DENY', Override: true },
          ReferrerPolicy: { ReferrerPolicy: 'strict-origin-when-cross-origin', Override: true },
          StrictTransportSecurity: { AccessControlMaxAgeSec: 31536000, Override: true },
        },
      },
    });
  });

  test('is compressed, spoken over HTTP/3 too, and has a page for what it has not', () => {
    expectResource(prod, 'AWS::CloudFront::Distribution', {
      DistributionConfig: {
        DefaultCacheBehavior: { Compress: true },
        HttpVersion: 'http2and3',
        IPV6Enabled: true,
        CustomErrorResponses: [
          { ErrorCode: 403, ResponseCode: 404, ResponsePagePath: '/404.html' },
        ],
      },
    });
  });

  test('answers under the domain once it is delegated', () => {
    const { DistributionConfig } = only(prod, 'AWS::CloudFront::Distribution').Properties as {
      DistributionConfig: Record<string, unknown>;
    };
    expect(DistributionConfig).toMatchObject({
      Aliases: ['example.com'],
      ViewerCertificate: { MinimumProtocolVersion: 'TLSv1.2_2025', SslSupportMethod: 'sni-only' },
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
