/** Sends a Waypost form from any page; see docs/your-own-site.md. */

export interface ContactMessage {
  /** Origin of the API, such as `https://abc.execute-api.eu-west-1.amazonaws.com`: no slash at its end. */
  readonly api: string;
  /** Name of the form in `waypost.config.ts`. */
  readonly form: string;
  /** Field -> the visitor's value. The trap, `more_details`, is empty or absent. */
  readonly values: Readonly<Record<string, string>>;
  /** As in the form's configuration. Default: true. */
  readonly proofOfWork?: boolean;
  /** Where proofs come from. Default: `solveChallenge`. */
  readonly prove?: (route: string, signal?: AbortSignal) => Promise<Proof>;
  /** Ends the attempt: `sendContact` rejects with the signal's reason. */
  readonly signal?: AbortSignal;
}

export interface Proof {
  /** As ALTCHA's widget gives it: base64 of JSON. Unset when the form asks for none, or the API cannot make challenges at the moment. */
  readonly payload?: string;
  /** When the challenge arrived, in the time of `performance.now()`. */
  readonly issuedAt: number;
}

export interface FieldError {
  /** Name of the field; `altcha` when the proof of work is refused. */
  readonly field: string;
  /** In the form's language. */
  readonly reason: string;
}

export type ContactResult =
  /** The message is safe in the queue. `id` is the visitor's reference. */
  | { readonly status: 'sent'; readonly id: string }
  /** The API refuses the message as it is. Without errors, the request itself is wrong: see `httpStatus`. */
  | {
      readonly status: 'refused';
      readonly httpStatus: number;
      readonly errors: readonly FieldError[];
    }
  /** Too many messages from this address. */
  | { readonly status: 'limited'; readonly retryAt: Date }
  /**
   * No answer, or a fault of the API, with its `httpStatus`. Send the same values again: with a
   * proof of work they arrive as one message, even if this attempt was received.
   */
  | { readonly status: 'unreachable'; readonly httpStatus?: number; readonly cause?: unknown };

/**
 * Gets a challenge, solves it and posts the message. The first time takes 4 s or more, because the API
 * takes a faster message for a program's. A proof that the API refuses is renewed once.
 */
export function sendContact(message: ContactMessage): Promise<ContactResult>;

/** `route`: `<api>/forms/<form>`. */
export function solveChallenge(route: string, signal?: AbortSignal): Promise<Proof>;
