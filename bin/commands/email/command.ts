import { createRequire } from 'node:module';
import { join } from 'node:path';
import { Argument, type Command, Option } from 'commander';
import {
  type Language,
  LANGUAGES,
  MAIL_TEMPLATES,
  type MailTemplateName,
} from '../../../lambdas/contact-form/contract';
import type { Project } from '../project';

const action = () => createRequire(__filename)('./action') as typeof import('./action.js');

const EXAMPLES = `
Renders the templates with sample values, as SES does. The templates are in lambdas/contact-form/email.

Examples:
  npx waypost email preview
  npx waypost email preview message --form quote --language en
  npx waypost email preview --output /tmp/mails --json`;

interface Flags {
  readonly language?: Language;
  readonly form?: string;
  readonly output: string;
  readonly json?: true;
}

/** Adds `email`: shows the mails of the contact forms. */
export function addEmailCommand(program: Command, project: Project): void {
  program
    .command('email')
    .description('preview the mails of the contact forms')
    .showHelpAfterError('(`npx waypost email --help` lists the commands)')
    .command('preview')
    .description('write the mails of your forms to files, as text and HTML')
    .showHelpAfterError('(`npx waypost email preview --help` has examples)')
    .addArgument(
      new Argument('[template]', 'only this template (default: those that the forms send)').choices(
        MAIL_TEMPLATES,
      ),
    )
    .addOption(new Option('--language <language>', "instead of each form's own").choices(LANGUAGES))
    .option('--form <name>', 'only this form')
    .option('--output <folder>', 'where the files go', join('.waypost', 'mails'))
    .option('--json', 'print JSON on stdout, and nothing else')
    .addHelpText('after', EXAMPLES)
    .action(async (template: MailTemplateName | undefined, { json, ...flags }: Flags) => {
      const options = {
        ...flags,
        json: json ?? false,
        ...(template !== undefined && { template }),
      };
      await action().preview(project.root, project.config(), options);
    });
}
