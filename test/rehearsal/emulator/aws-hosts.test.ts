import { execFile } from 'node:child_process';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { promisify } from 'node:util';
import { awsHostsPreload } from '../../../rehearsal/paths';

/** Asks a host as the AWS SDK for JavaScript v2 does. No name is resolved, so that nothing leaves this machine. */
const ASK = `
  const [host, headers] = process.argv.slice(1);
  const lookup = (name, options, done) => done(new Error('asked for ' + name));
  require('node:https')
    .request({ host, port: 443, path: '/p', method: 'POST', headers: JSON.parse(headers), lookup,
      agent: new (require('node:https').Agent)() }, (answer) => answer.pipe(process.stdout))
    .on('error', (error) => console.log(error.message))
    .end('body');
`;
const SIGNED = { Authorization: 'AWS4-HMAC-SHA256 Credential=x' };

let server: Server;
let endpoint: string;
beforeAll(async () => {
  server = createServer((request, response) => {
    response.end(`${request.method} ${request.headers.host} ${request.url}`);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.close();
});

async function ask(host: string, headers: object, at = endpoint) {
  const args = ['--require', awsHostsPreload, '--eval', ASK, host, JSON.stringify(headers)];
  const env = { PATH: process.env['PATH'], AWS_ENDPOINT_URL: at };
  return (await promisify(execFile)(process.execPath, args, { env })).stdout.trim();
}

describe('an SDK that does not read AWS_ENDPOINT_URL', () => {
  test.each(['sts.eu-west-1.amazonaws.com', 'bucket.s3.amazonaws.com', 'sts.x.amazonaws.com.cn'])(
    'reaches the emulated AWS with a signed request for %s, under that name',
    async (host) => {
      expect(await ask(host, SIGNED)).toBe(`POST ${host} /p`);
    },
  );

  test('reaches other hosts, and with an unsigned request AWS, as without us', async () => {
    expect(await ask('amazonaws.com.example.com', SIGNED)).toMatch(/^asked for amazonaws\.com\.e/);
    expect(await ask('s3.amazonaws.com', {})).toBe('asked for s3.amazonaws.com');
  });

  test('reaches AWS where no endpoint is given', async () => {
    expect(await ask('sts.amazonaws.com', SIGNED, '')).toBe('asked for sts.amazonaws.com');
  });
});
