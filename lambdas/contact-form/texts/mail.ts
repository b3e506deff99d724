import type { Language } from '../form-definition';
import type { Mark } from '../submission';

/** What the mails to the owner say beside their templates. */
export interface MailTexts {
  readonly yes: string;
  readonly no: string;
  readonly warnings: Readonly<Record<Mark, string>>;
}

export const mailTexts: Readonly<Record<Language, MailTexts>> = {
  en: {
    yes: 'yes',
    no: 'no',
    warnings: { links: 'This message has many links. Look at them before you follow one.' },
  },
  ar: {
    yes: 'نعم',
    no: 'لا',
    warnings: { links: 'تحتوي هذه الرسالة على روابط كثيرة، فيُرجى التحقق منها قبل فتح أي منها.' },
  },
};
