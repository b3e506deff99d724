/** A contact form, as an owner writes it in `waypost.config.ts`. */
export interface FormInput {
  /**
   * In addresses, logs and stored messages: lower-case letters, digits and single hyphens, a letter
   * first, at most 20 characters. The first form is the site's front page, any other `/<name>.html`.
   * What is on its way when a name changes or goes is mailed to the first form's recipients.
   */
  readonly name: string;
  /** Of the page and its mails: `en`, or `ar`, which is written from right to left. Default: `en`. */
  readonly language?: 'en' | 'ar';
  /** Where its messages land: 1 to 50 addresses. In the SES sandbox each must be verified first. */
  readonly recipients: readonly string[];
  /**
   * `true` if visitors get a receipt by mail, at most one a day each. It goes to strangers, so SES
   * has to have taken the account out of its sandbox. Default: `false`.
   */
  readonly receipt?: boolean;
  /**
   * `false` if browsers need not solve a puzzle of a second before they send. It keeps off programs
   * that send in bulk; who has no JavaScript sends without, but seldom. Default: `true`.
   */
  readonly proofOfWork?: boolean;
  /** Fields of your own, after name, e-mail address and message: at most 20. Default: none. */
  readonly fields?: readonly FormFieldInput[];
}

interface FieldInput {
  /** Key in what is sent and stored: a letter first, then letters, digits, `_` and `-`, at most 40. */
  readonly name: string;
  /** What visitors read, and the mail: one line, 1 to 100 characters, in the form's language. */
  readonly label: string;
  /** `true` if the form is not sent without it. Default: `false`. */
  readonly required?: boolean;
}

export type FormFieldInput = FieldInput &
  (
    | {
        readonly type: 'text';
        /** Characters that it takes, 1 to 1000. Default: 200. */
        readonly maxLength?: number;
      }
    | {
        readonly type: 'select';
        /** What to choose from: 1 to 50 different lines, each of 1 to 100 characters. */
        readonly options: readonly string[];
      }
    | {
        /** `tel`: a telephone number. `consent`: a box to tick, such as for your privacy notice. */
        readonly type: 'email' | 'tel' | 'consent';
      }
  );
