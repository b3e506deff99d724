import { connectionState } from '../../../../../bin/commands/doctor/adapters/connection';

const ARN = 'arn:aws:codeconnections:eu-west-1:111111111111:connection/0000';
const credentials = () => Promise.resolve({ accessKeyId: 'AKIA', secretAccessKey: 'secret' });

const ask = async (body: object, status = 200, endpoint?: string) => {
  const asked: Request[] = [];
  const state = connectionState(ARN, credentials, endpoint, (request) => {
    asked.push(request);
    return Promise.resolve(Response.json(body, { status }));
  });
  return { state: await state.catch((error: unknown) => error), asked };
};

test('a connection is asked for in its own region, signed', async () => {
  const { state, asked } = await ask({ Connection: { ConnectionStatus: 'PENDING' } });
  expect(state).toBe('PENDING');
  const [request] = asked;
  expect(request?.url).toBe('https://codeconnections.eu-west-1.amazonaws.com/');
  expect(request?.headers.get('authorization')).toMatch(
    /Credential=AKIA\/\d{8}\/eu-west-1\/codeconnections\/aws4_request/,
  );
  expect(await request?.json()).toEqual({ ConnectionArn: ARN });
});

test('another address of the service is asked instead', async () => {
  const body = { Connection: { ConnectionStatus: 'AVAILABLE' } };
  const { asked } = await ask(body, 200, 'http://127.0.0.1:4566');
  expect(asked.map(({ url }) => url)).toEqual(['http://127.0.0.1:4566/']);
});

test.each(['ResourceNotFoundException', 'com.amazonaws.codeconnections#ResourceNotFoundException'])(
  'a connection of which AWS says %s is missing',
  async (__type) => {
    expect((await ask({ __type }, 400)).state).toBe('MISSING');
  },
);

test('a refusal has the name that AWS gives it', async () => {
  const { state } = await ask({ __type: 'AccessDeniedException', message: 'not you' }, 400);
  expect(state).toMatchObject({ name: 'AccessDeniedException', message: 'not you' });
});

test('a state that AWS does not document is an error', async () => {
  expect((await ask({ Connection: { ConnectionStatus: 'GONE' } })).state).toBeInstanceOf(Error);
});
