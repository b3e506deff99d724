import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { readZipped } from '../../../rehearsal/runner/zip';
import { assetReferences, standInFor } from '../../../rehearsal/upgrade/stand-in-assets';

const place = { account: '333333333333', region: 'eu-west-1' };
const BUCKET = 'cdk-hnb659fds-assets-333333333333-eu-west-1';

const template = JSON.stringify({
  Resources: {
    Function: {
      Type: 'AWS::Lambda::Function',
      Properties: {
        Code: {
          S3Bucket: { 'Fn::Sub': 'cdk-hnb659fds-assets-${AWS::AccountId}-${AWS::Region}' },
          S3Key: 'code.zip',
        },
        Handler: 'index.handler',
        Runtime: 'nodejs24.x',
      },
    },
    Inline: { Type: 'AWS::Lambda::Function', Properties: { Code: { ZipFile: 'x' } } },
    Site: {
      Type: 'Custom::CDKBucketDeployment',
      Properties: { SourceBucketNames: [BUCKET], SourceObjectKeys: ['site.zip'] },
    },
  },
});

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'waypost-stand-in-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

test('what templates are made of is found: code of functions, and sources of a bucket', () => {
  expect(assetReferences(template, place)).toEqual([
    { bucket: BUCKET, key: 'code.zip', handler: 'index.handler', runtime: 'nodejs24.x' },
    { bucket: BUCKET, key: 'site.zip' },
  ]);
});

/** The stand-in of a handler, as Lambda loads it. */
async function loaded(handler: string) {
  const references = [{ bucket: BUCKET, key: 'code.zip', handler, runtime: 'nodejs24.x' }];
  const zip = join(folder, 'code.zip');
  writeFileSync(zip, await standInFor(references));
  const [file = '', exported = ''] = handler.split('.');
  const code = join(folder, `${file}.js`);
  writeFileSync(code, (await readZipped(zip, `${file}.js`)) ?? '');
  const functions = createRequire(__filename)(code) as Record<string, (event: object) => unknown>;
  return (event: object) => functions[exported]?.(event);
}

describe('a stand-in', () => {
  test('does nothing under the handler of the function that it stands for', async () => {
    const main = await loaded('main.run');
    expect(await main({})).toEqual({});
  });

  test('tells CloudFormation that a custom resource is done', async () => {
    let told = '';
    const server = createServer((request, response) => {
      void text(request).then((body) => {
        told = body;
        response.end();
      });
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    try {
      const { port } = server.address() as AddressInfo;
      const handler = await loaded('index.handler');
      await handler({
        ResponseURL: `http://127.0.0.1:${port}/`,
        ...{ RequestId: 'r', StackId: 's', LogicalResourceId: 'Thing' },
      });
      expect(JSON.parse(told)).toMatchObject({ Status: 'SUCCESS', PhysicalResourceId: 'Thing' });
    } finally {
      server.close();
    }
  });
});
