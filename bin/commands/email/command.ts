import { createRequire } from 'node:module';
import { join } from 'node:path';
import { Argument, type Command, Option } from 'commander';
import { type Language, LANGUAGES, MAIL_TEMPLATES } from '../../../lambdas/contact-form/contract';
import type { Given, Project } from '../project';
import type { PreviewPorts } from './ports';
import type { Template } from './action';

const action = () => createRequire(__filename)('./action') as typeof import('./action.js');
const adapters: Given<PreviewPorts> = async (root) =>
  (await import('./adapters.js')).previewPorts(root);

const EXAMPLES = `
With sample values, rendered as SES renders. The templates are files: lambdas/contact-form/email.

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

/** Adds `email`: what the mails of the contact forms look like. */
export function addEmailCommand(
  program: Command,
  project: Project,
  ports: Given<PreviewPorts> = adapters,
): void {
  program
    .command('email')
    .description('see what the contact forms mail')
    .showHelpAfterError('(`npx waypost email --help` shows what there is)')
    .command('preview')
    .description('write mails of your forms to files, as text and HTML')
    .showHelpAfterError('(`npx waypost email preview --help` has examples)')
    .addArgument(
      new Argument('[template]', 'only this one; without, those that the forms send').choices(
        MAIL_TEMPLATES,
      ),
    )
    .addOption(new Option('--language <language>', "instead of each form's own").choices(LANGUAGES))
    .option('--form <name>', 'only of this form')
    .option('--output <folder>', 'where the files go', join('.waypost', 'mails'))
    .option('--json', 'JSON on stdout, and nothing else there')
    .addHelpText('after', EXAMPLES)
    .action(async (template: Template | undefined, { json, ...flags }: Flags) => {
      const options = {
        ...flags,
        json: json ?? false,
        ...(template !== undefined && { template }),
      };
      await action().preview(project.config(), options, await ports(project.root));
    });
}
