import type { SubmissionQueue } from '../ports';
import type { Destination } from '../submission';
import { type FieldError, validateForm } from './validate-form';

/** A field that people do not see: whoever fills it in is a program. */
export const HONEYPOT_FIELD = 'website';

export interface SubmitRequest {
  readonly fields: Readonly<Record<string, unknown>>;
  readonly destination: Destination;
  /** The id that the submission gets: a UUID. */
  readonly id: string;
  readonly receivedAt: Date;
}

export type SubmitOutcome =
  /** In the queue. */
  | { readonly kind: 'accepted'; readonly id: string }
  /** Dropped; to be answered exactly like 'accepted', so that the program learns nothing. */
  | { readonly kind: 'trapped'; readonly id: string }
  | { readonly kind: 'refused'; readonly errors: readonly FieldError[] };

/** Decides on one filled-in form. Rejects with Unavailable when the queue did not take it. */
export async function submit(
  { fields, destination, id, receivedAt }: SubmitRequest,
  queue: SubmissionQueue,
): Promise<SubmitOutcome> {
  const trap = fields[HONEYPOT_FIELD];
  if (trap !== undefined && trap !== null && trap !== '') return { kind: 'trapped', id };

  const result = validateForm(fields);
  if ('errors' in result) return { kind: 'refused', errors: result.errors };

  await queue.send({ id, receivedAt: receivedAt.toISOString(), form: result.form, destination });
  return { kind: 'accepted', id };
}
