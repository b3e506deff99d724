import { createRequire } from 'node:module';
import { type Command, InvalidArgumentError, Option } from 'commander';
import type { Given, Project } from '../project';
import type { DoctorPorts } from './ports';

const action = () => createRequire(__filename)('./action') as typeof import('./action.js');
const adapters: Given<DoctorPorts> = async (root) =>
  (await import('./adapters.js')).doctorPorts(root);

const EXAMPLES = `
Changes nothing. Without a name, examines this machine and every account that the credentials belong to.
Exit code: 0 nothing is wrong, 1 something is, 2 wrong usage. Guide: docs/email.md.

Examples:
  npx waypost doctor
  AWS_PROFILE=prod npx waypost doctor prod --live-dns
  npx waypost doctor --profile tools=acme-tools --profile dev=acme-dev --profile prod=acme-prod
  npx waypost doctor --rehearsal
  npx waypost doctor prod --json | jq '.examined[].findings[] | select(.verdict == "wrong")'`;

interface Flags {
  readonly json?: true;
  readonly rehearsal?: true;
  readonly liveDns?: true;
  readonly profile?: ReadonlyMap<string, string>;
}

/** Adds `doctor`: checks what accounts still need until mail arrives. */
export function addDoctorCommand(
  program: Command,
  project: Project,
  ports: Given<DoctorPorts> = adapters,
): void {
  program
    .command('doctor')
    .description('say what is fine in your accounts, what is not, and what to do')
    .showHelpAfterError('(`npx waypost doctor --help` has examples)')
    .argument('[account]', '"tools" or the name of an environment')
    .option('--json', 'print JSON on stdout, and nothing else')
    .option('--rehearsal', 'use the running rehearsal instead of AWS')
    .addOption(
      new Option('--live-dns', 'also ask the public DNS for the zone and its records').conflicts(
        'rehearsal',
      ),
    )
    .addOption(
      new Option(
        '--profile <account=profile>',
        'the profile of an account, with SSO or without; once for each account',
      )
        .argParser(addProfile)
        .conflicts('rehearsal'),
    )
    .addHelpText('after', EXAMPLES)
    .action(async (name: string | undefined, flags: Flags, doctor: Command) => {
      if (flags.liveDns && name === 'tools') {
        doctor.error('error: --live-dns asks for the zone of an environment, and tools has none');
      }
      const { json = false, rehearsal = false, liveDns = false, profile = new Map() } = flags;
      const options = {
        json,
        rehearsal,
        liveDns,
        profiles: profile,
        ...(name !== undefined && { name }),
      };
      await action().doctor(project.config(), options, await ports(project.root));
    });
}

function addProfile(
  text: string,
  earlier: ReadonlyMap<string, string> = new Map(),
): ReadonlyMap<string, string> {
  const [, account, profile] = /^([^=]+)=(.+)$/.exec(text) ?? [];
  if (account === undefined || profile === undefined) {
    throw new InvalidArgumentError('Give an account and its profile, such as prod=acme-prod.');
  }
  if (earlier.has(account))
    throw new InvalidArgumentError(`${account} has two profiles. Give one.`);
  return new Map([...earlier, [account, profile]]);
}
