import { type FormDefinition, PROOF_FIELD } from '../form-definition';
import type {
  DailySecrets,
  ProofLedger,
  RateLimiter,
  SubmissionSender,
  Unavailable,
} from '../ports';
import type { Destination, Submission } from '../submission';
import type { ProofFault } from '../texts/sentences';
import { type CheckedProof, checkProof } from './check-proof';
import { dayOf, failOpen, type SecretAt, secretsOf } from './guard';
import { PLAIN_LIMIT, PROVEN_LIMIT } from './rate-limit';
import { sourceHash } from './source';
import { marksOf, spamReasons } from './spam';
import { type InvalidField, validateForm } from './validate-form';

export interface SubmitRequest {
  readonly form: FormDefinition;
  readonly fields: Readonly<Record<string, unknown>>;
  readonly destination: Destination;
  /** Whether a script sent it: a script can do proof of work, a plain HTML form cannot. */
  readonly scripted: boolean;
  /** IP address. */
  readonly source: string | undefined;
}

export interface SubmitPorts {
  readonly queue: SubmissionSender;
  readonly secrets: DailySecrets;
  readonly limiter: RateLimiter;
  readonly proofs: ProofLedger;
  /** A UUID. */
  readonly newId: () => string;
  readonly now: () => Date;
}

export type SubmitOutcome =
  /** In the queue, spam as well: a program must learn nothing from the answer. */
  | { readonly kind: 'accepted'; readonly submission: Submission }
  | { readonly kind: 'refused'; readonly errors: readonly InvalidField[] }
  | { readonly kind: 'unproven'; readonly fault: ProofFault }
  | { readonly kind: 'limited'; readonly waitMs: number };

/** Decides on one filled-in form. Rejects with Unavailable when the queue did not take it. */
export async function submit(
  request: SubmitRequest,
  ports: SubmitPorts,
  reportGuardFault: (error: Unavailable) => void,
): Promise<SubmitOutcome> {
  const { form, fields, destination } = request;
  const receivedAt = ports.now();
  const now = receivedAt.getTime();
  const orOpen = failOpen(reportGuardFault);
  const secretAt = secretsOf(ports.secrets, orOpen);

  const result = validateForm(fields, form);
  if ('errors' in result) return { kind: 'refused', errors: result.errors };
  const { values } = result;

  let proof: CheckedProof = { proven: false };
  if (request.scripted && form.proofOfWork) {
    const given = { raw: fields[PROOF_FIELD], form: form.name, values, now };
    proof = await checkProof(given, secretAt, (claim) => orOpen(ports.proofs.claim(claim), true));
    if ('fault' in proof) return { kind: 'unproven', fault: proof.fault };
  }

  if (destination === 'owner') {
    const [kind, limit] = proof.proven
      ? (['proven', PROVEN_LIMIT] as const)
      : (['plain', PLAIN_LIMIT] as const);
    const source = await sourceKey(kind, request.source, now, secretAt);
    const waitMs =
      source === undefined ? 0 : await orOpen(ports.limiter.admit(source, limit, now), 0);
    if (waitMs > 0) return { kind: 'limited', waitMs };
  }

  const submission: Submission = {
    id: proof.id ?? ports.newId(),
    receivedAt: receivedAt.toISOString(),
    form: form.name,
    values,
    destination,
    spam: spamReasons(fields, proof.filledInMs),
    marks: marksOf(values),
  };
  await ports.queue.send(submission);
  return { kind: 'accepted', submission };
}

/**
 * Undefined without an address or a secret: then there is no source to count. The two kinds are
 * counted separately, because a plain message would use up the limit of messages with proof of
 * work.
 */
async function sourceKey(
  kind: 'proven' | 'plain',
  address: string | undefined,
  now: number,
  secretAt: SecretAt,
) {
  const secret = await secretAt(now);
  if (address === undefined || secret === undefined) return undefined;
  return `${dayOf(now)}#${kind}#${sourceHash(address, secret)}`;
}
