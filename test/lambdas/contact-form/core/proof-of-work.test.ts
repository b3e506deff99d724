import { solveChallenge } from 'altcha-lib';
import { deriveKey } from 'altcha-lib/algorithms/pbkdf2';
import {
  newChallenge,
  type ClaimedProof,
  PROOF_LIFETIME_MS,
  readProof,
  verifyProof,
  WORK,
} from '../../../../lambdas/contact-form/core/proof-of-work';
import { provenId } from '../../../../lambdas/contact-form/core/submission-id';
import { encoded, NOW, SECRET, solved, VALUES } from '../submit-fakes';

// ALTCHA reads the real clock, which goes on while a busy machine works.
beforeEach(() => jest.spyOn(Date, 'now').mockReturnValue(NOW));
afterEach(() => {
  jest.restoreAllMocks();
});

async function check(raw: unknown, { form = 'contact', secret = SECRET, now = NOW } = {}) {
  const proof = readProof(raw, now);
  return typeof proof === 'string' ? proof : verifyProof(proof, form, secret);
}

describe('a challenge', () => {
  test('asks for the work that is documented, for an hour, and names form and time', async () => {
    const { parameters, signature } = await newChallenge('contact', SECRET, NOW);
    expect(parameters).toMatchObject({
      algorithm: 'PBKDF2/SHA-256',
      cost: WORK.cost,
      expiresAt: Math.floor((NOW + PROOF_LIFETIME_MS) / 1_000),
      data: { form: 'contact', issuedAt: NOW },
    });
    expect(signature).toMatch(/^[0-9a-f]{64}$/);
  });

  test('is solved with at most so many keys', async () => {
    const few = { cost: 1, mostKeys: 3 };
    const challenges = await Promise.all(
      Array.from({ length: 20 }, () => newChallenge('contact', SECRET, NOW, few)),
    );
    const counters = await Promise.all(
      challenges.map(
        async (challenge) => (await solveChallenge({ challenge, deriveKey }))?.counter,
      ),
    );
    expect([...new Set(counters)].sort()).toEqual([1, 2, 3]);
  });
});

describe('a proof', () => {
  test('is right for its form', async () => {
    expect(await check(encoded(await solved()))).toBeUndefined();
  });

  test.each([undefined, null, ''])('is missing when it is %j', async (raw) => {
    expect(await check(raw)).toBe('proof-missing');
  });

  test('is wrong for another form', async () => {
    expect(await check(encoded(await solved()), { form: 'other' })).toBe('proof-wrong');
  });

  test('is wrong under another secret', async () => {
    expect(await check(encoded(await solved()), { secret: 'another' })).toBe('proof-wrong');
  });

  test('expires after an hour, and is not from the future', async () => {
    const raw = encoded(await solved({ issuedAt: NOW - PROOF_LIFETIME_MS + 1_500 }));
    expect(await check(raw)).toBeUndefined();
    expect(await check(raw, { now: NOW + 1_500 })).toBe('proof-expired');
    expect(await check(encoded(await solved({ issuedAt: NOW + 1 })))).toBe('proof-wrong');
  });

  test('expires when the clock of the one who checks says so', async () => {
    const proof = readProof(encoded(await solved()), NOW) as ClaimedProof;
    jest.spyOn(Date, 'now').mockReturnValue(NOW + PROOF_LIFETIME_MS);
    expect(await verifyProof(proof, 'contact', SECRET)).toBe('proof-expired');
  });

  test('is not read beyond the length of a payload', async () => {
    const text = JSON.stringify(await solved());
    const ofLength = (length: number) =>
      Buffer.from(text.padEnd((length / 4) * 3)).toString('base64');
    expect(await check(ofLength(4_096))).toBeUndefined();
    expect(await check(ofLength(4_100))).toBe('proof-wrong');
  });

  test.each([
    ['signature', { parameters: { data: { issuedAt: NOW } } }],
    ['time', { signature: 'x', parameters: { data: {} } }],
    ['time that is a number', { signature: 'x', parameters: { data: { issuedAt: '1' } } }],
    ['data', { signature: 'x', parameters: {} }],
  ])('is wrong without a %s, before anything is computed', (_, challenge) => {
    expect(readProof(encoded({ challenge }), NOW)).toBe('proof-wrong');
  });

  test('is wrong when anything of it was changed', async () => {
    const { challenge, solution } = await solved();
    const { parameters } = challenge;
    const changed = [
      { challenge, solution: { ...solution, counter: solution.counter + 1 } },
      { challenge, solution: { ...solution, derivedKey: '00'.repeat(32) } },
      { challenge, solution: null },
      { challenge: { ...challenge, signature: '0'.repeat(64) }, solution },
      { challenge: { ...challenge, signature: undefined }, solution },
      { challenge: { ...challenge, parameters: { ...parameters, keyPrefix: '' } }, solution },
      { challenge: { ...challenge, parameters: { ...parameters, cost: 2 } }, solution },
      { challenge: { ...challenge, parameters: { ...parameters, more: {} } }, solution },
      {
        challenge: {
          ...challenge,
          parameters: { ...parameters, data: { form: 'contact', issuedAt: NOW - 9_999 } },
        },
        solution,
      },
    ];
    for (const payload of changed) expect(await check(encoded(payload))).toBe('proof-wrong');
  });

  test.each([
    7,
    [],
    'not base64 %',
    encoded(null),
    encoded([]),
    encoded({ challenge: 1 }),
    encoded({ challenge: { signature: 'x', parameters: { data: { issuedAt: 'now' } } } }),
    encoded({ challenge: { signature: 'x', parameters: { data: { issuedAt: -1e300 } } } }),
    'A'.repeat(5_000),
  ])('is wrong or expired when it is %j', async (raw) => {
    expect(['proof-wrong', 'proof-expired']).toContain(await check(raw));
  });
});

describe('the id of a proven submission', () => {
  const id = provenId('signature', 'contact', VALUES);

  test('is a UUID, and the same for the same text in any order', () => {
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    const { name, email, message } = VALUES;
    expect(provenId('signature', 'contact', { message, email, name })).toBe(id);
  });

  test('is of every variant that RFC 9562 has', () => {
    const ids = Array.from({ length: 100 }, (_, index) => provenId(`${index}`, 'contact', VALUES));
    expect([...new Set(ids.map((one) => one.charAt(19)))].sort()).toEqual(['8', '9', 'a', 'b']);
  });

  test('is another one for another challenge, form or text', () => {
    const others = [
      provenId('other', 'contact', VALUES),
      provenId('signature', 'other', VALUES),
      provenId('signature', 'contact', { ...VALUES, message: 'Hello' }),
    ];
    expect(new Set([id, ...others]).size).toBe(4);
  });
});
