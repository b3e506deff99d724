/** Sends a Waypost form from any page; see docs/your-own-site.md. */

export interface ContactMessage {
  /** Origin of the API, such as `https://abc.execute-api.eu-west-1.amazonaws.com`: no slash at its end. */
  readonly api: string;
  /** Name of the form in `waypost.config.ts`. */
  readonly form: string;
  /** Field -> what the visitor filled in; `more_details`, the trap, empty or absent. */
  readonly values: Readonly<Record<string, string>>;
  /** As in the form's configuration. Default: true. */
  readonly proofOfWork?: boolean;
  /** Where proofs come from. Default: `solveChallenge`. */
  readonly prove?: (route: string, signal?: AbortSignal) => Promise<Proof>;
  /** Ends the attempt: `sendContact` rejects with the signal's reason. */
  readonly signal?: AbortSignal;
}

export interface Proof {
  /** As ALTCHA's widget gives it: base64 of JSON. None when the API cannot make challenges just now. */
  readonly payload?: string;
  /** When the challenge had come, as `performance.now()` tells time. */
  readonly issuedAt: number;
}

export interface FieldError {
  /** Name of the field; `altcha` when the proof of work is not taken. */
  readonly field: string;
  /** In the form's language. */
  readonly reason: string;
}

export type ContactResult =
  /** In the queue, and safe. `id` is the visitor's reference. */
  | { readonly status: 'sent'; readonly id: string }
  /** Will not be taken as it is. Without errors it is the request that is wrong: see `httpStatus`. */
  | {
      readonly status: 'refused';
      readonly httpStatus: number;
      readonly errors: readonly FieldError[];
    }
  /** Too many messages from this address. */
  | { readonly status: 'limited'; readonly retryAt: Date }
  /**
   * No answer, or a fault of the API's with its `httpStatus`. Send the same values again: with a
   * proof of work they arrive as one message, even if this attempt came through.
   */
  | { readonly status: 'unreachable'; readonly httpStatus?: number; readonly cause?: unknown };

/**
 * Gets a challenge, solves it and posts the message. Takes 4 s or more the first time, as the API
 * judges what is quicker to be a program's. A proof that is not taken is renewed once.
 */
export function sendContact(message: ContactMessage): Promise<ContactResult>;

/** `route`: `<api>/forms/<form>`. */
export function solveChallenge(route: string, signal?: AbortSignal): Promise<Proof>;
