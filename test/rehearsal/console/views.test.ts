import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { adviceFor } from '../../../rehearsal/console/advice';
import { shownMetrics } from '../../../rehearsal/console/environment-views';
import { checkLink } from '../../../rehearsal/console/links';
import { inOurConsole, objectPath } from '../../../rehearsal/console/object-address';
import { RECORDED_REASONS } from '../../../rehearsal/console/recorded-reasons';
import { emulatorPackageRoot } from '../../../rehearsal/paths';
import { listen } from '../../browser/support/server';

test('every type that is only recorded has its reason, and no other type has one', () => {
  const path = join(emulatorPackageRoot, 'launcher', 'resource_types', 'recorded.py');
  const [, recorded = ''] = /^RECORDED = \{(.*?)^\}/ms.exec(readFileSync(path, 'utf8')) ?? [];
  const types = [...recorded.matchAll(/^ {4}"(AWS::[\w:]+)":/gm)].map(([, type]) => type);

  expect(types.length).toBeGreaterThan(5);
  expect(Object.keys(RECORDED_REASONS).toSorted()).toEqual(types.toSorted());
});

test.each([
  ['CloudFormation', 'failed', 'The stack is in ROLLBACK_COMPLETE', /Delete it/],
  ['CodeBuild', 'failed', 'AccessDenied: role/x may not s3:PutObject', /grant it/],
  ['CodeBuild', 'failed', 'npm run check ended with code 1', /mend it and commit/],
  ['Manual', 'rejected', 'prod was rejected: within reason', /A new commit asks again/],
  ['preparation', 'failed', 'The emulator has ended in mid-run', /start again/],
  [
    'CodeBuild',
    'failed',
    'x took longer than its limit. `npm start -- --patience 5` …',
    /five times/,
  ],
  [
    'CodeBuild',
    'failed',
    'Build one failed\n  | the emulator, within\n  | --patience',
    /first error/,
  ],
  ['Manual', 'expired', 'prod was neither approved nor rejected within 5 minutes', /asks again/],
])('a failure of %s that is %s with %j is told what to do', (provider, status, error, advice) => {
  expect(adviceFor({ provider, status, error })).toMatch(advice);
});

test('a dashboard’s metrics are read with their graphs, dimensions and statistics', () => {
  const body = JSON.stringify({
    widgets: [
      { type: 'text', properties: { markdown: '# Title' } },
      {
        type: 'metric',
        properties: {
          title: 'Queue',
          metrics: [
            ['AWS/SQS', 'Age', 'QueueName', 'submissions', { stat: 'Maximum' }],
            [{ expression: 'm1 / m2', label: 'Share' }],
          ],
        },
      },
    ],
  });
  expect(shownMetrics(body)).toEqual([
    {
      widget: 'Queue',
      label: 'AWS/SQS Age QueueName=submissions',
      query: {
        MetricStat: {
          Metric: {
            Namespace: 'AWS/SQS',
            MetricName: 'Age',
            Dimensions: [{ Name: 'QueueName', Value: 'submissions' }],
          },
          Period: 300,
          Stat: 'Maximum',
        },
      },
    },
    { widget: 'Queue', label: 'Share' },
  ]);
});

describe('a link of a mail', () => {
  test('of the emulated cloud is asked on this machine; any other one is not asked', async () => {
    const asked: string[] = [];
    const server = await listen(({ url = '', headers }, response) => {
      asked.push(`${headers.host ?? ''}${url}`);
      response.writeHead(url === '/there' ? 200 : 404).end();
    });
    const local = `http://d111.cloudfront.localhost:${new URL(server.origin).port}`;
    const endpoints = [{ public: 'https://example.com', local }];
    const statuses = await Promise.all(
      [
        'https://example.com/there',
        'https://example.com/gone',
        'https://example.com.evil.example/there',
        `${server.origin}/there`,
        'javascript:alert(1)',
      ].map((url) => checkLink(url, endpoints)),
    );
    await server.close();

    expect(statuses.map(({ status }) => status)).toEqual([
      'answers',
      'broken',
      'outside',
      'outside',
      'outside',
    ]);
    expect(asked.toSorted()).toEqual([
      `${new URL(local).host}/gone`,
      `${new URL(local).host}/there`,
    ]);
  });
});

describe('a link to the S3 console', () => {
  const ours = { origin: 'http://127.0.0.1:7', token: 'secret' };

  test('leads to ours, with what lets its reader in', () => {
    const url =
      'https://eu-west-1.console.aws.amazon.com/s3/object/artifacts?region=eu-west-1&prefix=a/diff.html';
    expect(inOurConsole(url, ours)).toBe(
      'http://127.0.0.1:7/s3/object/artifacts?region=eu-west-1&prefix=a%2Fdiff.html&token=secret',
    );
    expect(inOurConsole(url)).toBeUndefined();
  });

  test.each([
    'https://example.com/s3/object/artifacts?region=eu-west-1&prefix=a',
    'https://console.aws.amazon.com.example.com/s3/object/artifacts?prefix=a',
    'https://eu-west-1.console.aws.amazon.com/codesuite/codepipeline/pipelines',
  ])('control: %s stays where it is, and gets no token', (url) => {
    expect(inOurConsole(url, ours)).toBe(url);
    expect(inOurConsole(url)).toBe(url);
  });

  test.each([
    'https://example.com/review?x=1',
    'https://example.com/s3/object/Bucket',
    'no address',
    '',
  ])('control: %j names no object', (url) => {
    expect(objectPath(url)).toBeUndefined();
  });
});
