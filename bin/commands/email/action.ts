import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import {
  type Language,
  MAIL_TEMPLATES,
  type MailTemplateName,
} from '../../../lambdas/contact-form/contract';
import {
  messageVariables,
  receiptVariables,
} from '../../../lambdas/contact-form/core/mail-variables';
import type { Submission } from '../../../lambdas/contact-form/submission';
import type { Config, FormConfig } from '../../../lib/config/config';
import { type MailTemplate, readMailTemplate } from '../../../lib/environment/mail/mail-template';
import { CommandError } from '../terminal/command-error';
import { processDesk } from '../terminal/process-desk';
import { renderAsSes } from './render';
import { sampleSubmission } from './sample';

/** Template -> the variables that `deliver` gives to SES. */
const VARIABLES: Readonly<
  Record<
    MailTemplateName,
    (submission: Submission, form: FormConfig) => Readonly<Record<string, string>>
  >
> = { message: messageVariables, receipt: receiptVariables };

export interface PreviewOptions {
  /** Unset: the templates that the forms use. */
  readonly template?: MailTemplateName;
  /** Unset: each form's own. */
  readonly language?: Language;
  /** Unset: every form. */
  readonly form?: string;
  readonly output: string;
  readonly json: boolean;
}

/** A mail, as its recipient would see it. */
interface Preview {
  readonly form: string;
  readonly template: MailTemplateName;
  readonly language: Language;
  readonly subject: string;
  /** Paths. */
  readonly text: string;
  readonly html: string;
}

/**
 * Renders mails with sample values, writes them to files, and says where they are.
 * @param root the repository that has the templates
 * @throws CommandError UNKNOWN_FORM, TEMPLATE_BROKEN, FILE_NOT_WRITTEN
 */
export async function preview(
  root: string,
  { contact }: Pick<Config, 'contact'>,
  options: PreviewOptions,
): Promise<void> {
  const folder = (language: Language) => join(root, 'lambdas', 'contact-form', 'email', language);
  const done: Preview[] = [];
  for (const configured of formsNamed(contact.forms, options.form)) {
    const form = { ...configured, language: options.language ?? configured.language };
    const { name, language } = form;
    for (const template of templatesOf(form, options.template)) {
      const mail = renderMail(folder(language), template, form);
      const path = (ending: string) =>
        join(options.output, `${name}-${template}-${language}.${ending}`);
      await save(path('subject.txt'), mail.subject);
      await save(path('txt'), mail.text);
      await save(path('html'), mail.html);
      const { subject } = mail;
      done.push({ form: name, template, language, subject, text: path('txt'), html: path('html') });
    }
  }
  processDesk.write(
    options.json ? `${JSON.stringify(done, undefined, 2)}\n` : done.map(lines).join('\n'),
  );
}

/** Makes the folder, too. @throws CommandError FILE_NOT_WRITTEN */
async function save(path: string, text: string): Promise<void> {
  try {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, text);
  } catch (cause) {
    const { code, message } = cause as NodeJS.ErrnoException;
    if (code === undefined) throw cause;
    throw new CommandError('FILE_NOT_WRITTEN', `--output: ${path} cannot be written: ${message}.`, {
      cause,
    });
  }
}

function formsNamed(forms: readonly FormConfig[], name?: string): readonly FormConfig[] {
  if (name === undefined) return forms;
  const named = forms.filter((form) => form.name === name);
  if (named.length > 0) return named;
  throw new CommandError(
    'UNKNOWN_FORM',
    `There is no form "${name}" in waypost.config.ts. Choose one of ${forms.map((form) => form.name).join(', ')}.`,
  );
}

/** A template that the user named is shown, even if the form does not send it. */
function templatesOf(
  { receipt }: FormConfig,
  named?: MailTemplateName,
): readonly MailTemplateName[] {
  if (named !== undefined) return [named];
  return MAIL_TEMPLATES.filter((template) => template !== 'receipt' || receipt);
}

function renderMail(folder: string, template: MailTemplateName, form: FormConfig): MailTemplate {
  const variables = VARIABLES[template](sampleSubmission(form), form);
  const { subject, text, html } = readMailTemplate(folder, template);
  const render = (ending: string, part: string) => {
    try {
      return renderAsSes(part, variables);
    } catch (cause) {
      throw new CommandError(
        'TEMPLATE_BROKEN',
        `${join(folder, `${template}.${ending}`)} cannot be rendered, so SES would send nothing: ` +
          `${cause instanceof Error ? cause.message : String(cause)}. ` +
          `It may use ${Object.keys(variables).join(', ')}.`,
        { cause },
      );
    }
  };
  return {
    subject: render('subject.txt', subject),
    text: render('txt', text),
    html: render('html', html),
  };
}

function lines({ form, template, language, subject, text, html }: Preview): string {
  return [
    `${template} of form ${form} (${language}): ${subject}`,
    `  ${text}`,
    `  ${html}`,
    '',
  ].join('\n');
}
