import { createHash } from 'node:crypto';
import { checkProof } from '../../../../lambdas/contact-form/core/check-proof';
import { failOpen, secretsOf } from '../../../../lambdas/contact-form/core/guard';
import { PROOF_LIFETIME_MS } from '../../../../lambdas/contact-form/core/proof-of-work';
import { provenId } from '../../../../lambdas/contact-form/core/submission-id';
import type { ProofClaim } from '../../../../lambdas/contact-form/ports';
import { encoded, NOW, SECRET, solved, VALUES } from '../submit-fakes';

const issuedAt = NOW - 10_000;

/** The result of a check with a secret, or without one, and what was claimed. */
async function check(raw: unknown, secret: string | undefined, isFirst = true) {
  const claims: ProofClaim[] = [];
  const result = await checkProof(
    { raw, form: 'contact', values: VALUES, now: NOW },
    () => Promise.resolve(secret),
    (claim) => Promise.resolve(claims.push(claim) > 0 && isFirst),
  );
  return { result, claims };
}

describe('a proof', () => {
  test('is claimed for its text until it expires', async () => {
    const payload = await solved({ issuedAt });
    const { signature } = payload.challenge;
    const id = provenId(String(signature), 'contact', VALUES);
    expect(await check(encoded(payload), SECRET)).toEqual({
      result: { proven: true, id, filledInMs: 10_000 },
      claims: [
        {
          challenge: createHash('sha256').update(String(signature)).digest('base64url'),
          id,
          expiresAt: issuedAt + PROOF_LIFETIME_MS,
        },
      ],
    });
  });

  test('that another text has claimed is used', async () => {
    const { result } = await check(encoded(await solved({ issuedAt })), SECRET, false);
    expect(result).toEqual({ fault: 'proof-used' });
  });

  test('proves nothing while the secret cannot be read, and names its submission', async () => {
    const payload = await solved({ issuedAt });
    const id = provenId(String(payload.challenge.signature), 'contact', VALUES);
    expect(await check(encoded(payload), undefined)).toEqual({
      result: { proven: false, id },
      claims: [],
    });
  });

  test('is not asked for while nobody can get a challenge', async () => {
    expect((await check('', undefined)).result).toEqual({ proven: false });
    expect((await check('', SECRET)).result).toEqual({ fault: 'proof-missing' });
  });
});

test('each day’s secret is asked for once', async () => {
  const asked: string[] = [];
  const of = (day: string) => Promise.resolve(`secret ${asked.push(day)}`);
  const secretAt = secretsOf(
    { of },
    failOpen(() => undefined),
  );
  const day = Date.UTC(2026, 10, 24);
  expect([await secretAt(day), await secretAt(day + 1)]).toEqual(['secret 1', 'secret 1']);
  expect(await secretAt(day - 1)).toBe('secret 2');
  expect(asked).toEqual(['2026-11-24', '2026-11-23']);
});
