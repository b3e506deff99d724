import type { Language } from '../form-definition';
import type { Mark } from '../submission';

/** What the mails to the owner say beside their templates. */
export interface MailTexts {
  readonly yes: string;
  readonly no: string;
  /** In plain text: keeps, say, a phone number in its order where lines run from right to left. */
  readonly isolate: (text: string) => string;
  readonly warnings: Readonly<Record<Mark, string>>;
}

export const mailTexts: Readonly<Record<Language, MailTexts>> = {
  en: {
    yes: 'yes',
    no: 'no',
    isolate: (text) => text,
    warnings: { links: 'This message has many links. Look at them before you follow one.' },
  },
  ar: {
    yes: 'نعم',
    no: 'لا',
    isolate: (text) => `\u2068${text}\u2069`,
    warnings: { links: 'تحتوي هذه الرسالة على روابط كثيرة، فيُرجى التحقق منها قبل فتح أي منها.' },
  },
};
