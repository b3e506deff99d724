import { S3Client } from '@aws-sdk/client-s3';
import { recordText } from '../../../lambdas/shared/release-record';
import { fakeAws, type WireAnswer } from '../contact-form/fake-aws';

async function read(answer: WireAnswer) {
  const { settings } = fakeAws(answer);
  return recordText(new S3Client(settings), 'artifacts', 'prod', 'execution-1');
}

function refusal(status: number, code: string): WireAnswer {
  return {
    status,
    headers: { 'content-type': 'application/xml' },
    body: `<Error><Code>${code}</Code><Message>no</Message></Error>`,
  };
}

describe('the record of a release', () => {
  test('is the text of its object', async () => {
    expect(await read({ body: '{"version":1}' })).toBe('{"version":1}');
  });

  // Who may not list the bucket is told AccessDenied of what is not there.
  test.each([
    [404, 'NoSuchKey'],
    [403, 'AccessDenied'],
  ])('is none by S3’s %d %s', async (status, code) => {
    expect(await read(refusal(status, code))).toBeUndefined();
  });

  test('is no guess where S3 has a fault of its own', async () => {
    await expect(read(refusal(500, 'InternalError'))).rejects.toMatchObject({
      name: 'InternalError',
    });
  });
});
