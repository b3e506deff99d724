import { HONEYPOT_FIELD } from '../../../lambdas/contact-form/contract';
import { networkOf, sourceHash } from '../../../lambdas/contact-form/core/source';
import { marksOf, spamReasons } from '../../../lambdas/contact-form/core/spam';
import { VALUES } from './submit-fakes';

describe('spam', () => {
  test.each([undefined, null, ''])('is not what leaves the trap %j', (value) => {
    expect(spamReasons({ [HONEYPOT_FIELD]: value }, undefined)).toEqual([]);
  });

  test.each(['x', ' ', [], false, 0])('is what fills the trap with %j', (value) => {
    expect(spamReasons({ [HONEYPOT_FIELD]: value }, undefined)).toEqual(['honeypot']);
  });

  // solspace/craft-express-forms#51, jamesturk/django-honeypot#37: Chrome and password managers know these.
  test.each(['website', 'url', 'homepage', 'email2', 'zip_code'])(
    'is not what a password manager writes into %s, which is no trap',
    (field) => {
      expect(spamReasons({ [field]: 'https://example.org' }, undefined)).toEqual([]);
    },
  );

  test('is what is filled in within three seconds', () => {
    expect(spamReasons({}, 2_999)).toEqual(['too-fast']);
    expect(spamReasons({}, 3_000)).toEqual([]);
    expect(spamReasons({ [HONEYPOT_FIELD]: 'x' }, 0)).toEqual(['honeypot', 'too-fast']);
  });
});

describe('the mark of links', () => {
  test.each([
    ['http://a.example and HTTPS://b.example', 0],
    ['http://a.example https://www.b.example www.c.example', 1],
    ['awww.no http:// www. https:// http://', 0],
    ['https://a,https://b,https://c', 1],
  ])('of %j is given %i times', (message, count) => {
    expect(marksOf({ ...VALUES, message })).toEqual(Array(count).fill('links'));
  });

  test('counts the links of all fields', () => {
    const link = 'https://a.example';
    const values = { ...VALUES, name: link, message: link };
    expect(marksOf(values)).toEqual([]);
    expect(marksOf({ ...values, other: link })).toEqual(['links']);
  });
});

describe('a source', () => {
  test.each([
    ['192.0.2.7', '192.0.2.7'],
    ['::ffff:192.0.2.7', '192.0.2.7'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:0DB8:0001:0002::9', '2001:db8:1:2::/64'],
    ['2001:db8::1', '2001:db8:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
    ['::', '0:0:0:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
    ['64:ff9b::192.0.2.7', '64:ff9b:0:0::/64'],
    ['1:2:3:4:5:6:192.0.2.7', '1:2:3:4::/64'],
    ['1::5:6:7:192.0.2.77', '1:0:0:5::/64'],
    ['1::ffff:192.0.2.7', '1:0:0:0::/64'],
    ['1::3:4:5:6:7:8', '1:0:3:4::/64'],
    ['no address', 'no address'],
  ])('at %s is the network %s', (address, network) => {
    expect(networkOf(address)).toBe(network);
  });

  test('has a name that holds no address and changes with the secret', () => {
    const hash = sourceHash('192.0.2.7', 'monday');
    expect(hash).toMatch(/^[\w-]{43}$/);
    expect(sourceHash('192.0.2.7', 'monday')).toBe(hash);
    expect(sourceHash('192.0.2.7', 'tuesday')).not.toBe(hash);
    expect(sourceHash('192.0.2.8', 'monday')).not.toBe(hash);
  });
});
