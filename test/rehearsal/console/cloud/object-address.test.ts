import { inOurConsole, objectPath } from '../../../../rehearsal/console/cloud/object-address';

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
