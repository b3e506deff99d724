import { Refusal, text } from '../fields/field';

/** Type of a digest -> its hexadecimal digits. */
type Digits = Readonly<Record<string, number>>;

/** SHA-256, SHA-384 (RFC 4509, RFC 6605). SHA-1, type 1, is not to be published any more. */
const DS_DIGITS: Digits = { 2: 64, 4: 96 };

/** The presentation format of RFC 4034, section 5.3: what `aws route53 get-dnssec` gives as `DSRecord`. */
export const dsRecord = text<string>(
  'key tag, algorithm, digest type and digest, such as "12345 13 2 A1B2..."',
  (value) => {
    const [tag, algorithm, type = '', digest = ''] = parts(value, 4) ?? [];
    if (Number(tag ?? NaN) > 65_535 || !(Number(algorithm) <= 255)) return COPY_PARTS(4);
    if (DS_DIGITS[type] === undefined) {
      return new Refusal('use digest type 2 (SHA-256) or 4 (SHA-384)');
    }
    return cutShort(digest, type, DS_DIGITS) ?? value;
  },
);

/** RSA, DSA, ECDSA, Ed25519, Ed448: RFC 4255, 6594, 7479, 8709. */
const SSH_ALGORITHMS = ['1', '2', '3', '4', '6'];
/** SHA-1, which `ssh-keygen -r` still prints, and SHA-256. */
const SSH_DIGITS: Digits = { 1: 40, 2: 64 };

/** RFC 4255, section 3.2: what `ssh-keygen -r <host>` prints behind `SSHFP`. */
export const sshfpRecord = text<string>(
  'algorithm, fingerprint type and fingerprint, such as "4 2 a1b2..."',
  (value) => {
    const [algorithm = '', type = '', fingerprint = ''] = parts(value, 3) ?? [];
    if (fingerprint === '') return COPY_PARTS(3);
    if (!SSH_ALGORITHMS.includes(algorithm)) {
      return new Refusal('use algorithm 1 (RSA), 2 (DSA), 3 (ECDSA), 4 (Ed25519) or 6 (Ed448)');
    }
    if (SSH_DIGITS[type] === undefined) {
      return new Refusal('use fingerprint type 2 (SHA-256) or 1 (SHA-1)');
    }
    return cutShort(fingerprint, type, SSH_DIGITS) ?? value;
  },
);

/** SHA-256, SHA-512; type 0 is the whole certificate or key. */
const TLSA_DIGITS: Digits = { 1: 64, 2: 128 };

/** RFC 6698, section 2.2. */
export const tlsaRecord = text<string>(
  'usage, selector, matching type and data, such as "3 1 1 a1b2..."',
  (value) => {
    const [usage, selector, type = '', data = ''] = parts(value, 4) ?? [];
    if (usage === undefined) return COPY_PARTS(4);
    if (Number(usage) > 3) {
      return new Refusal("use usage 0 to 3; 3 is the server's own certificate, 2 its authority's");
    }
    if (Number(selector) > 1) {
      return new Refusal('use selector 1 (the public key) or 0 (the whole certificate)');
    }
    if (Number(type) > 2) {
      return new Refusal('use matching type 1 (SHA-256), 2 (SHA-512) or 0 (the complete data)');
    }
    return cutShort(data, type, TLSA_DIGITS) ?? value;
  },
);

/** Numbers, then hexadecimal digits, with a space between two; `undefined` if it is something else. */
function parts(value: string, count: number): readonly string[] | undefined {
  const found = value.split(' ');
  const sound =
    found.length === count &&
    found.slice(0, -1).every((part) => /^(?:0|[1-9]\d{0,4})$/.test(part)) &&
    /^[0-9a-f]+$/i.test(found.at(-1) ?? '');
  return sound ? found : undefined;
}

const COPY_PARTS = (count: number) =>
  new Refusal(`copy the ${WORDS[count] ?? count} parts, with one space between two of them`);
const WORDS: Readonly<Record<number, string>> = { 3: 'three', 4: 'four' };

function cutShort(digest: string, type: string, digits: Digits): Refusal | undefined {
  const wanted = digits[type];
  if (wanted === undefined) {
    return digest.length % 2 === 0
      ? undefined
      : new Refusal('copy the complete data: two hexadecimal digits for each byte');
  }
  return digest.length === wanted
    ? undefined
    : new Refusal(`copy the complete digest: ${wanted} hexadecimal digits for type ${type}`);
}
