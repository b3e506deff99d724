/** Languages of the page and the mails. Each is one file of texts; TypeScript names what is missing. */
export const LANGUAGES = ['en', 'ar'] as const;
export type Language = (typeof LANGUAGES)[number];

/** A field as the page shows it and the functions check it: the one description of both. */
export type FieldDefinition = {
  /** Key in a request's body: a letter first, then letters, digits, `_` and `-`. */
  readonly name: string;
  readonly required: boolean;
} & (
  | {
      /** A single line, or several; `maxLength` in UTF-16 code units, as HTML's `maxlength` counts. */
      readonly type: 'text' | 'textarea';
      readonly maxLength: number;
    }
  | { readonly type: 'email' | 'tel' }
  | {
      readonly type: 'select';
      /** Shown and sent as they are. */
      readonly options: readonly string[];
    }
  /** A checkbox that says yes to something; a required one has to be ticked. */
  | { readonly type: 'consent' }
);

/** A field of the owner's own, in the form's language. */
export type CustomField = FieldDefinition & { readonly label: string };

/** A contact form, as `waypost.config.ts` describes it and every part of the flow knows it. */
export interface FormDefinition {
  /** In routes, logs and stored submissions. */
  readonly name: string;
  readonly language: Language;
  /** After name, email and message, which every form has. */
  readonly fields: readonly CustomField[];
  /** Whether a visitor gets a receipt by mail. */
  readonly receipt: boolean;
  /** Whether JSON requests need a solved ALTCHA challenge. */
  readonly proofOfWork: boolean;
  /** Files of the site: the form, and where a form posted without JavaScript ends. */
  readonly page: string;
  readonly thankYouPage: string;
}

/** RFC 5321, section 4.5.3.1.3: a path of 256 less its angle brackets. */
export const EMAIL_MAX = 254;
/** ITU-T E.164 has 15 digits at most; people write spaces, brackets and an extension as well. */
export const TEL_MAX = 40;

export const STANDARD_FIELDS = [
  { name: 'name', type: 'text', required: true, maxLength: 100 },
  { name: 'email', type: 'email', required: true },
  { name: 'message', type: 'textarea', required: true, maxLength: 10_000 },
] as const satisfies readonly FieldDefinition[];

/** In the page's order. */
export function fieldsOf({ fields }: Pick<FormDefinition, 'fields'>): readonly FieldDefinition[] {
  return [...STANDARD_FIELDS, ...fields];
}

/** What a ticked `consent` field is sent and stored as. */
export const CONSENT_GIVEN = 'yes';

/**
 * A field that people neither see nor reach: only a program fills it in. No browser and no password
 * manager knows this name. A name such as `website` is filled in for people, too.
 */
export const HONEYPOT_FIELD = 'more_details';

/** Holds ALTCHA's payload (base64 of JSON). */
export const PROOF_FIELD = 'altcha';

/** No custom field may have one of these names. */
export const RESERVED_FIELD_NAMES: readonly string[] = [
  ...STANDARD_FIELDS.map(({ name }) => name),
  HONEYPOT_FIELD,
  PROOF_FIELD,
];
