import { isPublic } from '../../../../lambdas/webhooks/adapters/is-public';

test.each(['8.8.8.8', '52.95.110.1', '2606:4700::1111', '::ffff:8.8.8.8'])(
  '%s is public',
  (one) => {
    expect(isPublic(one)).toBe(true);
  },
);

test.each([
  '0.0.0.0',
  '10.1.2.3',
  '100.64.0.1',
  '127.0.0.1',
  '169.254.169.254',
  '172.16.0.1',
  '192.168.1.1',
  '198.18.0.1',
  '224.0.0.1',
  '255.255.255.255',
  '::',
  '::1',
  '::ffff:10.0.0.1',
  '64:ff9b::a00:1',
  '2002:a00:1::',
  'fd00::1',
  'fe80::1',
])('%s is not', (one) => {
  expect(isPublic(one)).toBe(false);
});
