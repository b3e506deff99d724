import { join } from 'node:path';
import { type Language, MAIL_TEMPLATES } from '../lambdas/contact-form/contract';
import type { Config } from '../lib/config/config';
import { readMailTemplate } from '../lib/environment/mail/mail-template';
import type { EmailStackProps } from '../lib/stacks/email-stack';

/** The templates of the forms' languages, one folder for each. The smoke test's own form is in English. */
export function mailTemplates(
  forms: Config['contact']['forms'],
  folder: string,
): EmailStackProps['templates'] {
  const used = {
    message: new Set<Language>(['en', ...forms.map(({ language }) => language)]),
    receipt: new Set(forms.filter(({ receipt }) => receipt).map(({ language }) => language)),
  };
  return MAIL_TEMPLATES.flatMap((mail) =>
    [...used[mail]].map((language) => ({
      mail,
      language,
      content: readMailTemplate(join(folder, language), mail),
    })),
  );
}
