import { createRequire } from 'node:module';
import { type Command, InvalidArgumentError } from 'commander';
import type { Project } from '../project';

const action = () => createRequire(__filename)('./action') as typeof import('./action.js');

const EXAMPLES = `
Drafts what AWS asks for before SES may mail to anyone, from waypost.config.ts. Sends nothing and needs no AWS account.
Says so if you need no production access. More: docs/email.md.

Examples:
  npx waypost ses request prod
  npx waypost ses request prod --messages 3000
  npx waypost ses request prod --json | jq -r .text`;

const MOST_MESSAGES = 1_000_000;

interface Flags {
  readonly messages: number;
  readonly json?: true;
}

/** Adds `ses`: drafts the request to leave SES's sandbox. */
export function addSesCommand(program: Command, project: Project): void {
  program
    .command('ses')
    .description("draft the request to leave SES's sandbox")
    .showHelpAfterError('(`npx waypost ses --help` lists the commands)')
    .command('request')
    .description('draft the request for production access, or say that none is needed')
    .showHelpAfterError('(`npx waypost ses request --help` has examples)')
    .argument('<environment>', 'its name in waypost.config.ts')
    .option('--messages <number>', 'messages that you expect in a month', messages, 1_000)
    .option('--json', 'print JSON on stdout, and nothing else')
    .addHelpText('after', EXAMPLES)
    .action((name: string, { json, messages: aMonth }: Flags) => {
      action().request(project.config(), { name, messages: aMonth, json: json ?? false });
    });
}

function messages(text: string): number {
  const count = Number(text);
  if (/^\d+$/.test(text) && count >= 1 && count <= MOST_MESSAGES) return count;
  throw new InvalidArgumentError(`Write a whole number from 1 to ${MOST_MESSAGES}.`);
}
