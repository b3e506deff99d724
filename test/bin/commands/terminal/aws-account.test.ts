import { askAws } from '../../../../bin/commands/terminal/aws-account';

const refusal = (name: string) => {
  const error = Object.assign(new Error('The security token included in the request is invalid'), {
    name,
  });
  return askAws(() => Promise.reject(error)).catch((caught: unknown) => caught);
};

test.each(['InvalidClientTokenId', 'UnrecognizedClientException', 'ExpiredToken', 'AuthFailure'])(
  'credentials that AWS does not know (%s) may be of a region that is disabled, and that is said',
  async (name) => {
    expect(await refusal(name)).toMatchObject({
      code: 'AWS_REFUSED',
      message: expect.stringMatching(/Sign in again.*region is disabled.*AWS Regions/) as string,
    });
  },
);

test('control: another fault says nothing of regions', async () => {
  expect(await refusal('TimeoutError')).toMatchObject({
    code: 'AWS_REFUSED',
    message: expect.not.stringMatching(/region is disabled/) as string,
  });
});
