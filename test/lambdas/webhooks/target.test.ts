import { ipAddressOf, parseTarget, parseUrl, targetText } from '../../../lambdas/webhooks/target';

const SECRET = `whsec_${Buffer.alloc(32, 1).toString('base64')}`;

test('what is written is read back', () => {
  const target = { url: new URL('https://hooks.test/a?b=c'), signingSecrets: [SECRET] };
  expect(parseTarget(targetText(target))).toEqual(target);
});

test.each([
  'http://hooks.test/',
  'ftp://hooks.test/',
  'hooks.test/path',
  'https://user:password@hooks.test/',
])('the address %j is refused, and is not in the message', (address) => {
  const refused = () => parseUrl(address);
  expect(refused).toThrow(expect.objectContaining({ code: 'WEBHOOK_TARGET_INVALID' }) as Error);
  expect(refused).not.toThrow(address);
});

test('spaces around an address, and a fragment, are dropped', () => {
  expect(parseUrl(' https://hooks.test/a#b\n').href).toBe('https://hooks.test/a');
});

test.each([
  ['https://hooks.test/', undefined],
  ['https://10.0.0.1/', '10.0.0.1'],
  // Other spellings of an address.
  ['https://0x7f.1:8443/', '127.0.0.1'],
  ['https://[::1]/', '::1'],
  ['https://[::ffff:10.0.0.1]:8443/', '::ffff:a00:1'],
])('the IP address in %s is %s', (url, address) => {
  expect(ipAddressOf(new URL(url))).toBe(address);
});

test.each([
  'not JSON',
  '"https://hooks.test/"',
  '{}',
  '{"url":"https://hooks.test/"}',
  '{"url":"https://hooks.test/","signingSecrets":["short"]}',
  '{"url":"http://hooks.test/","signingSecrets":[]}',
  'null',
])('the parameter %j is refused', (text) => {
  expect(() => parseTarget(text)).toThrow(
    expect.objectContaining({ code: 'WEBHOOK_TARGET_INVALID' }) as Error,
  );
});
