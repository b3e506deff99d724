import { Match, type Template } from 'aws-cdk-lib/assertions';
import { MAX_RECEIVES, ROUTES, SITE_API_PLACEHOLDER } from '../../../lambdas/contact-form/contract';
import { exampleConfig, prodInput } from '../../helpers/example-config';
import { only } from '../../helpers/pipeline-definition';
import { synthesizedEnvironment } from '../../helpers/synthesis';
import { actionsOf, expectResource, resourcesOf, statementsOf } from '../../helpers/template-rules';

const prod = synthesizedEnvironment('prod').template('contact');
const dev = synthesizedEnvironment('dev').template('contact');

/** Allowed actions by the role whose default policy holds them. */
function actionsOfRole(prefix: string): string[] {
  return statementsOf(prod)
    .filter(({ id, statement }) => id.startsWith(prefix) && statement.Effect === 'Allow')
    .flatMap(({ statement }) => actionsOf(statement))
    .filter((action) => action !== 'sts:AssumeRole')
    .sort();
}

const WRITE_LOG = ['logs:CreateLogStream', 'logs:PutLogEvents'];

describe('execution role', () => {
  test.each([
    [
      'Submit',
      [
        'dynamodb:GetItem',
        'dynamodb:PutItem',
        'dynamodb:UpdateItem',
        ...WRITE_LOG,
        'sqs:SendMessage',
      ],
    ],
    [
      'Deliver',
      [
        // The guard table's, then the submissions'.
        'dynamodb:GetItem',
        'dynamodb:PutItem',
        'dynamodb:PutItem',
        'dynamodb:UpdateItem',
        ...WRITE_LOG,
        'ses:SendTemplatedEmail',
        'sns:Publish',
        'sqs:ChangeMessageVisibility',
        'sqs:DeleteMessage',
        'sqs:GetQueueAttributes',
        'sqs:ReceiveMessage',
        // The queue, and the dead-letter queue.
        'sqs:SendMessage',
        'sqs:SendMessage',
      ],
    ],
    ['SubmissionStatus', ['dynamodb:GetItem', ...WRITE_LOG]],
    // Lambda sends what it failed at to its dead-letter queue.
    ['Feedback', ['dynamodb:UpdateItem', ...WRITE_LOG, 'sqs:SendMessage']],
    ['ServiceLevelsFunction', ['cloudwatch:GetMetricStatistics', ...WRITE_LOG]],
  ])('of %s allows what it calls and no more', (name, actions) => {
    expect(actionsOfRole(`${name}PartsRole`)).toEqual(actions);
  });

  test('of no function comes with a policy that AWS manages', () => {
    for (const [, { Properties }] of resourcesOf(prod).filter(
      ([, { Type }]) => Type === 'AWS::IAM::Role',
    )) {
      expect(Properties?.['ManagedPolicyArns']).toBeUndefined();
    }
  });

  test('of deliver sends from one address what the forms use and no more', () => {
    const ses = 'arn:aws:ses:eu-west-1:333333333333:';
    expectResource(prod, 'AWS::IAM::Policy', {
      PolicyDocument: {
        Statement: Match.arrayWith([
          {
            Effect: 'Allow',
            Action: 'ses:SendTemplatedEmail',
            Resource: [
              `${ses}configuration-set/waypost-prod`,
              `${ses}configuration-set/waypost-prod-receipts`,
              `${ses}identity/*`,
              `${ses}template/waypost-prod-message-ar`,
              `${ses}template/waypost-prod-message-en`,
              `${ses}template/waypost-prod-receipt-ar`,
            ],
            Condition: { StringEquals: { 'ses:FromAddress': 'contact@example.com' } },
          },
        ]),
      },
    });
  });
});

describe('functions', () => {
  const functions = resourcesOf(prod).filter(
    ([, { Type, Properties }]) =>
      Type === 'AWS::Lambda::Function' && Properties?.['FunctionName'] !== undefined,
  );

  test('run on Node 24 and arm64, and log for as long as configured', () => {
    expect(functions).toHaveLength(5);
    for (const [, { Properties }] of functions) {
      expect(Properties).toMatchObject({ Runtime: 'nodejs24.x', Architectures: ['arm64'] });
      expectResource(prod, 'AWS::Logs::LogGroup', {
        LogGroupName: `/aws/lambda/${String(Properties?.['FunctionName'])}`,
        RetentionInDays: 90,
      });
    }
  });
});

describe('origins', () => {
  test("that submit takes are the site's and the owner's others, the first of which it sends back to", () => {
    expectResource(prod, 'AWS::Lambda::Function', {
      FunctionName: 'waypost-prod-submit',
      Environment: {
        Variables: {
          SITE_ORIGIN: 'https://example.com',
          ALLOWED_ORIGINS: 'https://example.com,https://www.example.com',
        },
      },
    });
  });
});

describe('tracing', () => {
  const traced = synthesizedEnvironment(
    'prod',
    exampleConfig({ environments: [{ ...prodInput, tracing: true }] }),
  ).template('contact');

  test('is off, and takes no permission, unless the environment asks for it', () => {
    const text = JSON.stringify(prod.toJSON());
    expect(text).not.toContain('xray:');
    expect(text).not.toContain('"Mode":"Active"');
  });

  test('is on for each function of an environment that asks', () => {
    const active = resourcesOf(traced).filter(
      ([, { Properties }]) => JSON.stringify(Properties?.['TracingConfig']) === '{"Mode":"Active"}',
    );
    expect(active).toHaveLength(5);
  });
});

describe('guard table', () => {
  test('forgets by itself, and goes with the stack', () => {
    const guard = only(prod, 'AWS::DynamoDB::GlobalTable');
    expect(guard).toMatchObject({ DeletionPolicy: 'Delete', UpdateReplacePolicy: 'Delete' });
    expect(guard.Properties).toMatchObject({
      BillingMode: 'PAY_PER_REQUEST',
      KeySchema: [{ AttributeName: 'key', KeyType: 'HASH' }],
      TimeToLiveSpecification: { AttributeName: 'expiresAt', Enabled: true },
    });
    expect(guard.Properties).not.toHaveProperty('SSESpecification');
  });
});

describe('feedback', () => {
  const deadLetters = { 'Fn::GetAtt': [Match.stringLikeRegexp('MailFeedbackDeadLetters'), 'Arn'] };

  test("hears SES's events, and loses none that SNS cannot hand over", () => {
    expectResource(prod, 'AWS::SNS::Subscription', {
      Protocol: 'lambda',
      Endpoint: { 'Fn::GetAtt': [Match.stringLikeRegexp('^Feedback'), 'Arn'] },
      TopicArn: {
        'Fn::GetStackOutput': { StackName: 'waypost-prod-email' },
      },
      RedrivePolicy: { deadLetterTargetArn: deadLetters },
    });
  });

  test('keeps what its function failed at, for 14 days', () => {
    expectResource(prod, 'AWS::Lambda::Function', {
      FunctionName: 'waypost-prod-feedback',
      DeadLetterConfig: { TargetArn: deadLetters },
    });
    expectResource(prod, 'AWS::SQS::Queue', {
      QueueName: 'waypost-prod-feedback-dead-letter',
      MessageRetentionPeriod: 14 * 24 * 3600,
    });
  });
});

describe('queue', () => {
  test('hides a message for six times as long as its function may take', () => {
    const deliver = resourcesOf(prod).find(
      ([, { Properties }]) => Properties?.['FunctionName'] === 'waypost-prod-deliver',
    );
    expectResource(prod, 'AWS::SQS::Queue', {
      QueueName: 'waypost-prod-submissions',
      VisibilityTimeout: 6 * Number(deliver?.[1].Properties?.['Timeout']),
      MessageRetentionPeriod: 4 * 24 * 3600,
      RedrivePolicy: { maxReceiveCount: MAX_RECEIVES },
    });
  });

  test('gives up a message to one that keeps it for 14 days', () => {
    expectResource(prod, 'AWS::SQS::Queue', {
      QueueName: 'waypost-prod-submissions-dead-letter',
      MessageRetentionPeriod: 14 * 24 * 3600,
    });
  });

  test.each([
    [7, 4, 7],
    [2, 2, 2],
  ])('keeps nothing for longer than submissions are kept (%i days)', (days, queued, dead) => {
    const brief = synthesizedEnvironment(
      'prod',
      exampleConfig({ environments: [{ ...prodInput, submissionRetentionDays: days }] }),
    ).template('contact');
    const keeps = (QueueName: string, ofDays: number) => {
      const MessageRetentionPeriod = ofDays * 24 * 3600;
      expectResource(brief, 'AWS::SQS::Queue', { QueueName, MessageRetentionPeriod });
    };
    keeps('waypost-prod-submissions', queued);
    keeps('waypost-prod-submissions-dead-letter', dead);
  });

  test('takes back a message that its function reports as failed', () => {
    expectResource(prod, 'AWS::Lambda::EventSourceMapping', {
      FunctionResponseTypes: ['ReportBatchItemFailures'],
    });
  });

  test("feeds two functions at once at most, as SES's sandbox takes one mail a second", () => {
    expectResource(prod, 'AWS::Lambda::EventSourceMapping', {
      BatchSize: 10,
      ScalingConfig: { MaximumConcurrency: 2 },
    });
  });

  test.each(['AWS::SQS::QueuePolicy', 'AWS::SNS::TopicPolicy'])(
    '%s refuses connections without TLS',
    (type) => {
      const policies = Object.values(prod.findResources(type));
      expect(policies.length).toBeGreaterThan(0);
      for (const policy of policies) {
        expect(JSON.stringify(policy)).toContain('{"Bool":{"aws:SecureTransport":"false"}}');
      }
    },
  );
});

describe('API', () => {
  test('has the four routes of the contract, and asks for IAM on those of the smoke test', () => {
    const routes = resourcesOf(prod)
      .filter(([, { Type }]) => Type === 'AWS::ApiGatewayV2::Route')
      .map(([, { Properties }]) => [Properties?.['RouteKey'], Properties?.['AuthorizationType']]);
    expect(Object.fromEntries(routes)).toEqual({
      [ROUTES.submit]: 'NONE',
      [ROUTES.challenge]: 'NONE',
      [ROUTES.smokeTest]: 'AWS_IAM',
      [ROUTES.smokeTestStatus]: 'AWS_IAM',
    });
  });

  test("takes requests from the page and from the owner's other sites", () => {
    expectResource(prod, 'AWS::ApiGatewayV2::Api', {
      CorsConfiguration: {
        AllowOrigins: ['https://example.com', 'https://www.example.com'],
        AllowMethods: ['GET', 'POST'],
        AllowHeaders: ['content-type'],
      },
    });
    expect(JSON.stringify(only(dev, 'AWS::ApiGatewayV2::Api'))).toMatch(
      /AllowOrigins.*WebsiteDistribution.*DomainName/,
    );
  });

  test('is throttled, and logs nothing that tells who the visitor is', () => {
    const { Properties = {} } = only(prod, 'AWS::ApiGatewayV2::Stage');
    expect(Properties['DefaultRouteSettings']).toEqual({
      ThrottlingBurstLimit: 20,
      ThrottlingRateLimit: 10,
    });
    const { Format } = Properties['AccessLogSettings'] as { Format: string };
    expect(Format).toContain('$context.status');
    expect(Format).not.toMatch(/identity|authorizer|sourceIp|userAgent|path/i);
  });

  test('counts its server errors under a name that monitoring knows', () => {
    expectResource(prod, 'AWS::Logs::MetricFilter', {
      FilterPattern: '{ $.status = "5*" }',
      MetricTransformations: [
        { MetricNamespace: 'waypost', MetricName: 'waypost-prod-contact-api-server-errors' },
      ],
    });
  });
});

describe('smoke test role', () => {
  test('admits the one build of the tools account', () => {
    expectResource(prod, 'AWS::IAM::Role', {
      RoleName: 'waypost-prod-smoke-test',
      AssumeRolePolicyDocument: {
        Statement: [
          {
            Action: 'sts:AssumeRole',
            Effect: 'Allow',
            Principal: { AWS: 'arn:aws:iam::111111111111:root' },
            Condition: {
              ArnEquals: {
                'aws:PrincipalArn': [
                  {
                    'Fn::Join': [
                      '',
                      [
                        'arn:',
                        { Ref: 'AWS::Partition' },
                        ':iam::111111111111:role/waypost-prod-smoke-test-build',
                      ],
                    ],
                  },
                ],
              },
            },
          },
        ],
      },
    });
  });

  test('may call the two routes of the smoke test', () => {
    expect(actionsOfRole('SmokeTestRole')).toEqual(['execute-api:Invoke']);
    const policy = JSON.stringify(
      statementsOf(prod).find(({ id }) => id.startsWith('SmokeTestRoleDefaultPolicy')),
    );
    expect(policy).toContain('/$default/POST/smoke-test"');
    expect(policy).toContain('/$default/GET/smoke-test/*"');
  });
});

describe('contact page', () => {
  const [assets = {}, pages = {}] = ['Assets', 'Pages'].map((id) =>
    published(prod, `Page${id}CustomResource`),
  );

  test("is published with the API's address written in", () => {
    expect(JSON.stringify(pages['SourceMarkers'])).toContain('"ApiEndpoint"');
    expect(JSON.stringify(prod.toJSON())).not.toContain(SITE_API_PLACEHOLDER);
    for (const files of [assets, pages]) expect(files['ServiceTimeout']).toBe(600);
  });

  test('is forgotten by CloudFront when it changes, and asked for again by browsers each time', () => {
    expect(pages).toMatchObject({
      DistributionPaths: expect.arrayContaining(['/', '/index.html', '/404.html']) as unknown,
      SystemMetadata: {
        'cache-control': expect.stringMatching(/max-age=0.*must-revalidate/) as unknown,
      },
    });
  });

  test('takes along what it no longer has, and leaves the assets alone', () => {
    expect(pages).toMatchObject({ Prune: true, Exclude: ['assets/*'] });
    expect(pages).not.toHaveProperty('DestinationBucketKeyPrefix');
  });

  test('has assets that are kept for a year, that nobody forgets, and that stay for older pages', () => {
    expect(assets).toMatchObject({
      DestinationBucketKeyPrefix: 'assets',
      SystemMetadata: { 'cache-control': 'public, max-age=31536000, immutable' },
      Prune: false,
    });
    expect(assets).not.toHaveProperty('DistributionId');
    const paths = pages['DistributionPaths'] as string[];
    expect(paths.filter((path) => path.includes('*') || path.startsWith('/assets'))).toEqual([]);
  });

  test('is published after its assets', () => {
    const [[, { DependsOn }] = ['', {}]] = Object.entries(
      prod.findResources('Custom::CDKBucketDeployment', { Properties: { Prune: true } }),
    ) as [string, { DependsOn?: string[] }][];
    expect(DependsOn).toContainEqual(expect.stringMatching(/^PageAssetsCustomResource/));
  });

  test('changes alone when a text of it changes: its assets are not published again', () => {
    const config = exampleConfig();
    const [front, other] = config.contact.forms;
    if (!front || !other) throw new Error('The example configuration has no second form.');
    const forms = [{ ...front, fields: other.fields }, other];
    const changed = { ...config, contact: { ...config.contact, forms } };
    const after = synthesizedEnvironment('prod', changed).template('contact');
    expect(published(after, 'PageAssetsCustomResource')).toEqual(assets);
    expect(published(after, 'PagePagesCustomResource')).not.toEqual(pages);
  });
});

/** Properties of what publishes files, by its logical id's beginning. */
function published(template: Template, id: string): Record<string, unknown> {
  const found = resourcesOf(template).find(([one]) => one.startsWith(id));
  if (!found) throw new Error(`no resource ${id}`);
  return { ...found[1].Properties };
}
