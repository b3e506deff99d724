/** A contact form, as an owner writes it in `waypost.config.ts`. */
export interface FormInput {
  /**
   * Used in addresses, logs and stored messages: lower-case letters, digits and single hyphens, a
   * letter first, at most 20 characters. The first form is the site's front page; any other is
   * `/<name>.html`. If you change or remove a name, messages that are on their way go to the first
   * form's recipients.
   */
  readonly name: string;
  /**
   * Language of the page and its mails: `en`, or `ar`, which is written from right to left.
   * Default: `en`.
   */
  readonly language?: 'en' | 'ar';
  /** Addresses that get its messages: 1 to 50. In the SES sandbox each must be verified first. */
  readonly recipients: readonly string[];
  /**
   * `true`: each visitor gets a receipt by mail, at most one a day. It goes to strangers, so the
   * account must be out of the SES sandbox. Default: `false`.
   */
  readonly receipt?: boolean;
  /**
   * `true`: a browser solves a puzzle for about a second before it sends, which keeps off programs
   * that send many messages. Visitors without JavaScript send without the puzzle, with a stricter
   * limit. `false`: no puzzle. Default: `true`.
   */
  readonly proofOfWork?: boolean;
  /** Fields of your own, after name, e-mail address and message: at most 20. Default: none. */
  readonly fields?: readonly FormFieldInput[];
}

interface FieldInput {
  /**
   * Key of the value when it is sent and stored: a letter first, then letters, digits, `_` and `-`,
   * at most 40.
   */
  readonly name: string;
  /** Text on the page and in the mail: one line, 1 to 100 characters, in the form's language. */
  readonly label: string;
  /** `true`: the form cannot be sent without it. Default: `false`. */
  readonly required?: boolean;
}

export type FormFieldInput = FieldInput &
  (
    | {
        readonly type: 'text';
        /** Most characters that it takes, 1 to 1000. Default: 200. */
        readonly maxLength?: number;
      }
    | {
        readonly type: 'select';
        /** Choices: 1 to 50 different lines, each of 1 to 100 characters. */
        readonly options: readonly string[];
      }
    | {
        /** `tel`: a telephone number. `consent`: a checkbox, for example for your privacy notice. */
        readonly type: 'email' | 'tel' | 'consent';
      }
  );
