import { createRequire } from 'node:module';
import type { Command } from 'commander';
import { type NamedServer, toServer } from './arguments';
import type { Given, Project } from '../project';
import type { DnsPorts } from './ports';

const action = () => createRequire(__filename)('./action') as typeof import('./action.js');
const adapters: Given<DnsPorts> = async (root) => (await import('./adapters.js')).dnsPorts(root);

const IMPORT_HELP = `
Reads what a registrar or server exports: BIND's format (RFC 1035). stdout gets \`records\` as TypeScript,
to be pasted into the environment in waypost.config.ts; stderr what is left out, changed or refused, by
line. What waypost.config.ts would refuse stands as comments. No file is changed, and no server is asked.
Exit code: 0 all is taken, 1 something is to mend or the file cannot be read, 2 wrong usage.

Examples:
  npx waypost dns import example.com.zone
  npx waypost dns import example.com.zone > records.ts
  npx waypost dns import dev.example.com.zone dev`;

const COMPARE_HELP = `
Asks each of today's name servers itself, and holds the answers against the zone that the configuration
makes: what is the same, different, only today (it would be lost), only then. DNS gives no list of
names: usual ones are asked for, and with --zone-file every record of the file. Needs no AWS account.
Exit code: 0 nothing is lost or different, 1 something is, or could not be told, 2 wrong usage.

Examples:
  npx waypost dns compare --zone-file example.com.zone
  npx waypost dns compare prod --server ns1.example.net --server ns2.example.net`;

interface CompareFlags {
  readonly server?: readonly NamedServer[];
  readonly zoneFile?: string;
}

/** Adds `dns`: taking a zone over from elsewhere. */
export function addDnsCommand(
  program: Command,
  project: Project,
  ports: Given<DnsPorts> = adapters,
): void {
  const dns = program
    .command('dns')
    .description('take a zone over from another DNS provider (docs/dns.md)')
    .showHelpAfterError('(`npx waypost dns --help` shows what there is)');

  dns
    .command('import')
    .description('turn a zone file into `records` of waypost.config.ts')
    .showHelpAfterError('(`npx waypost dns import --help` has examples)')
    .argument('<zone file>', 'what your DNS provider exports')
    .argument('[environment]', 'that has the zone; the last one without')
    .addHelpText('after', IMPORT_HELP)
    .action(async (file: string, name: string | undefined) => {
      await action().importFile(project.config(), name, file, await ports(project.root));
    });

  dns
    .command('compare')
    .description("hold what today's name servers answer against the new zone")
    .showHelpAfterError('(`npx waypost dns compare --help` has examples)')
    .argument('[environment]', 'that has the zone; the last one without')
    .option(
      '--server <host>',
      'ask this one instead of those that DNS names; give it once for each, with a port as in 192.0.2.53:5353',
      (given: string, before: readonly NamedServer[] | undefined) => [
        ...(before ?? []),
        toServer(given),
      ],
    )
    .option('--zone-file <file>', 'ask for each record of this file, too')
    .addHelpText('after', COMPARE_HELP)
    .action(async (name: string | undefined, { server = [], zoneFile }: CompareFlags) => {
      const options = { servers: server, ...(zoneFile !== undefined && { zoneFile }) };
      await action().compareZone(project.config(), name, options, await ports(project.root));
    });
}
