/** Why a field is refused. */
export type FieldFault =
  | 'missing'
  | 'not-text'
  | 'too-long'
  | 'not-single-line'
  | 'not-address'
  | 'not-mailable'
  | 'not-phone'
  | 'not-option'
  | 'not-consent';

/** Why a proof of work is refused. */
export type ProofFault = 'proof-missing' | 'proof-wrong' | 'proof-expired' | 'proof-used';

/** Why a body is refused as a whole. */
export type BodyFault = 'not-utf8' | 'not-json' | 'not-object';

export type RequestFault = FieldFault | ProofFault | BodyFault;

/** Every sentence that `submit` answers with, in one language. */
export interface Texts {
  readonly direction: 'ltr' | 'rtl';
  /** As on the page. */
  readonly labels: Readonly<Record<'name' | 'email' | 'message', string>>;
  /** Sentences: the page shows them beside their fields as they are. */
  readonly reasons: Readonly<Record<Exclude<RequestFault, 'too-long'>, string>> & {
    readonly 'too-long': (max: number, found: number) => string;
  };
  /** Headings of the pages for a form that was posted without JavaScript. */
  readonly notSent: string;
  readonly correct: string;
  /** Sentences that end such a page, or are a JSON answer's `message`. */
  readonly tooLarge: (bytes: number) => string;
  readonly unsupportedType: string;
  /** The same to a person, whose page is at fault. */
  readonly unreadableForm: string;
  readonly forbiddenOrigin: string;
  readonly unknownForm: string;
  readonly limited: (minutes: number) => string;
  readonly unavailable: string;
  readonly internalError: string;
}
