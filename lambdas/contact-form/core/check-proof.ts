import type { ProofClaim } from '../ports';
import type { ContactValues } from '../submission';
import type { ProofFault } from '../texts/sentences';
import type { SecretAt } from './guard';
import { PROOF_LIFETIME_MS, readProof, verifyProof } from './proof-of-work';
import { challengeHash, provenId } from './submission-id';

export interface ProofRequest {
  readonly raw: unknown;
  /** Name of the form. */
  readonly form: string;
  readonly values: ContactValues;
  /** Epoch milliseconds. */
  readonly now: number;
}

export type CheckedProof =
  | { readonly fault: ProofFault }
  | {
      /** False when it could not be checked, because the secret could not be read. */
      readonly proven: boolean;
      /** The submission's. */
      readonly id?: string;
      readonly filledInMs?: number;
    };

/**
 * Checks a solved challenge and claims it for this text. While secrets cannot be read, nobody can
 * get a challenge. So a message without one passes, too.
 */
export async function checkProof(
  { raw, form, values, now }: ProofRequest,
  secretAt: SecretAt,
  claim: (claim: ProofClaim) => Promise<boolean>,
): Promise<CheckedProof> {
  const proof = readProof(raw, now);
  if (typeof proof === 'string') {
    return (await secretAt(now)) === undefined ? { proven: false } : { fault: proof };
  }
  const id = provenId(proof.signature, form, values);
  const secret = await secretAt(proof.issuedAt);
  if (secret === undefined) return { proven: false, id };

  const fault = await verifyProof(proof, form, secret);
  if (fault !== undefined) return { fault };
  const expiresAt = proof.issuedAt + PROOF_LIFETIME_MS;
  if (!(await claim({ challenge: challengeHash(proof.signature), id, expiresAt }))) {
    return { fault: 'proof-used' };
  }
  return { proven: true, id, filledInMs: now - proof.issuedAt };
}
