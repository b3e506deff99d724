import {
  type Challenge,
  createChallenge,
  type Payload,
  randomInt,
  verifySolution,
} from 'altcha-lib';
import { deriveKey } from 'altcha-lib/algorithms/pbkdf2';
import type { ProofFault } from '../texts/sentences';
import { objectIn, objectOf } from '../../shared/json-object';

export interface Work {
  /** Rounds of PBKDF2 for one key. */
  readonly cost: number;
  /** Keys to derive until the right one: half of it on average, never more. */
  readonly mostKeys: number;
}

/**
 * Two million rounds on average. A core of a phone does about one million a second in WebCrypto (of a
 * laptop two to five), and the widget uses every core: about a second on a phone, two at most.
 * Making and checking a challenge cost us one key each. The right key is anywhere from the first on, or
 * whoever reads this would begin at the lowest.
 */
export const WORK: Work = { cost: 5_000, mostKeys: 800 };

/** Longer than most people write; the widget gets a new challenge when one has expired. */
export const PROOF_LIFETIME_MS = 60 * 60 * 1_000;

/** Nobody reads a form and fills it in faster. */
export const LEAST_FILL_MS = 3_000;

const ALGORITHM = 'PBKDF2/SHA-256';

/** `issuedAt` in epoch milliseconds. */
export function newChallenge(
  form: string,
  secret: string,
  issuedAt: number,
  { cost, mostKeys }: Work = WORK,
): Promise<Challenge> {
  return createChallenge({
    algorithm: ALGORITHM,
    cost,
    counter: randomInt(mostKeys),
    data: { form, issuedAt },
    deriveKey,
    expiresAt: Math.floor((issuedAt + PROOF_LIFETIME_MS) / 1_000),
    hmacSignatureSecret: secret,
  });
}

/** What a request says; nothing of it is sure before `verifyProof`. */
export interface ClaimedProof {
  readonly payload: Payload;
  readonly signature: string;
  readonly form: unknown;
  /** Epoch milliseconds. */
  readonly issuedAt: number;
}

/** A payload has about 700 characters. */
const PAYLOAD_MAX = 4_096;

/** Reads ALTCHA's payload: base64 of JSON. */
export function readProof(raw: unknown, now: number): ClaimedProof | ProofFault {
  if (raw === undefined || raw === null || raw === '') return 'proof-missing';
  if (typeof raw !== 'string' || raw.length > PAYLOAD_MAX) return 'proof-wrong';
  const payload = objectIn(Buffer.from(raw, 'base64').toString('utf8'));
  const { parameters, signature } = objectOf(payload['challenge']);
  const { form, issuedAt } = objectOf(objectOf(parameters)['data']);
  if (typeof signature !== 'string' || typeof issuedAt !== 'number' || !(issuedAt <= now)) {
    return 'proof-wrong';
  }
  if (now - issuedAt >= PROOF_LIFETIME_MS) return 'proof-expired';
  return { payload: payload as unknown as Payload, signature, form, issuedAt };
}

/** With the secret of the day on which the challenge was issued. */
export async function verifyProof(
  { payload: { challenge, solution }, form: provenFor }: ClaimedProof,
  form: string,
  secret: string,
): Promise<ProofFault | undefined> {
  const options = { challenge, solution, deriveKey, hmacSignatureSecret: secret };
  const { verified, expired } = await verifySolution(options);
  if (expired) return 'proof-expired';
  return verified && provenFor === form ? undefined : 'proof-wrong';
}
