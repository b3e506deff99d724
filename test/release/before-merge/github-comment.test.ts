import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { commentOnGitHub, MARKER } from '../../../release/before-merge/github-comment';

interface Comment {
  readonly databaseId: number;
  readonly viewerDidAuthor: boolean;
  readonly body: string;
}

let server: Server;
let asked: { call: string; token: string | undefined; body: string }[];
let comments: Comment[];
let status: number;
beforeEach(async () => {
  [asked, comments, status] = [[], [], 200];
  server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const call = `${request.method ?? ''} ${request.url ?? ''}`;
      const { body = '' } = JSON.parse(Buffer.concat(chunks).toString()) as { body?: string };
      asked.push({ call, token: request.headers.authorization, body });
      response.writeHead(status, { 'content-type': 'application/json' });
      response.end(
        JSON.stringify({
          data: { repository: { pullRequest: { comments: { nodes: comments } } } },
        }),
      );
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterEach(() => {
  server.close();
  server.closeAllConnections();
});

function comment(markdown = 'One resource is added.') {
  const { port } = server.address() as AddressInfo;
  const api = `http://127.0.0.1:${port}`;
  const place = { repository: 'example/waypost', number: '12', token: 'the-token', api };
  return commentOnGitHub(place, markdown);
}

describe('comment', () => {
  test('is written once', async () => {
    await comment();
    expect(asked).toEqual([
      { call: 'POST /graphql', token: 'Bearer the-token', body: '' },
      {
        call: 'POST /repos/example/waypost/issues/12/comments',
        token: 'Bearer the-token',
        body: `${MARKER}\nOne resource is added.`,
      },
    ]);
  });

  test('is changed from then on', async () => {
    comments = [
      { databaseId: 1, viewerDidAuthor: true, body: 'Nice!' },
      { databaseId: 2, viewerDidAuthor: true, body: `${MARKER}\nbefore` },
    ];
    await comment();
    expect(asked[1]?.call).toBe('PATCH /repos/example/waypost/issues/comments/2');
  });

  test('is never one of somebody else, though it looks like ours', async () => {
    comments = [{ databaseId: 3, viewerDidAuthor: false, body: `${MARKER}\nAll is well.` }];
    await comment();
    expect(asked[1]?.call).toBe('POST /repos/example/waypost/issues/12/comments');
  });

  test('is cut to what GitHub takes', async () => {
    await comment('a'.repeat(70_000));
    expect(asked[1]?.body.length).toBeLessThan(65_536);
    expect(asked[1]?.body).toMatch(/The rest is on the page\.$/);
  });

  test('says what the token lacks when GitHub refuses, and not the token', async () => {
    status = 403;
    const refused = await comment().catch((error: unknown) => String(error));
    expect(refused).toMatch(/answered 403 .*Pull requests: read and write/);
    expect(refused).not.toContain('the-token');
  });
});
