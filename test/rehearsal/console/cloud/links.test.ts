import { checkLink } from '../../../../rehearsal/console/cloud/links';
import { listen } from '../../../browser/support/server';

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
