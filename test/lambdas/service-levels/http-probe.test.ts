import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { probe } from '../../../lambdas/service-levels/http-probe';

const servers: Server[] = [];

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}

afterEach(() => {
  jest.restoreAllMocks();
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

const answering = (status: number) => serve((_, response) => response.writeHead(status).end('x'));
const probed = async (page: string, api: string, apiStatus = 200) =>
  probe([
    { name: 'page', url: page, status: 200 },
    { name: 'api', url: api, status: apiStatus },
  ]);

test('nothing is said when page and API answer as they should', async () => {
  expect(await probed(await answering(200), await answering(200))).toBeUndefined();
  expect(await probed(await answering(200), await answering(204), 204)).toBeUndefined();
});

test('what does not is said as a code', async () => {
  const [good, bad] = [await answering(200), await answering(503)];
  expect(await probed(bad, good)).toBe('page-503');
  expect(await probed(good, bad)).toBe('api-503');
  // A route that is gone, where `submit` would say that a form asks for no proof of work.
  expect(await probed(good, await answering(404), 204)).toBe('api-404');
});

test('a page that leads elsewhere is not the page', async () => {
  const elsewhere = await answering(200);
  const page = await serve((_, response) => {
    response.writeHead(302, { location: elsewhere }).end();
  });
  expect(await probed(page, elsewhere)).toBe('page-302');
});

test('a server that is gone is unreachable', async () => {
  const gone = await answering(200);
  servers.splice(0).forEach((server) => server.close());
  expect(await probed(gone, await answering(200))).toBe('page-unreachable');
});

test('a server that does not answer in time is said to be late', async () => {
  const soon = AbortSignal.timeout(1);
  const waited: number[] = [];
  jest.spyOn(AbortSignal, 'timeout').mockImplementation((ms) => {
    waited.push(ms);
    return soon;
  });
  const silent = await serve(() => undefined);
  expect(await probed(silent, silent)).toBe('page-timeout');
  expect(waited).toEqual([10_000, 10_000]);
});

test('caches on the way are asked to pass the question on', async () => {
  const headers: (string | undefined)[] = [];
  const page = await serve((request, response) => {
    headers.push(request.headers['cache-control']);
    response.end();
  });
  await probed(page, page);
  expect(headers).toEqual(['no-cache', 'no-cache']);
});

test('an answer without a body is an answer', async () => {
  const empty = await serve((_, response) => response.writeHead(204).end());
  expect(await probe([{ name: 'api', url: empty, status: 204 }])).toBeUndefined();
});
