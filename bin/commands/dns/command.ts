import { createRequire } from 'node:module';
import type { Command } from 'commander';
import { type NamedServer, toServer } from './arguments';
import type { Given, Project } from '../project';
import type { DnsPorts } from './ports';

const action = () => createRequire(__filename)('./action') as typeof import('./action.js');
const adapters: Given<DnsPorts> = async (root) => (await import('./adapters.js')).dnsPorts(root);

const IMPORT_HELP = `
Reads a zone file in BIND's format (RFC 1035), as registrars and name servers export it.
stdout: \`records\` as TypeScript. Paste them into the environment in waypost.config.ts. A record that
waypost.config.ts would refuse is a comment.
stderr: what is left out, changed or refused, by line.
The command changes no file and asks no server.
Exit code: 0 every record is taken, 1 you must fix a record or the file cannot be read, 2 wrong usage.

Examples:
  npx waypost dns import example.com.zone
  npx waypost dns import example.com.zone > records.ts
  npx waypost dns import dev.example.com.zone dev`;

const COMPARE_HELP = `
Asks each of today's name servers directly, and compares the answers with the zone of your configuration.
Shows what is the same, what is different, what only today's zone has (it would be lost), and what only
the new zone has. DNS gives no list of names: the command asks for names that many domains have, and with
--zone-file for every record of the file. Needs no AWS account.
Exit code: 0 nothing is lost or different, 1 something is, or cannot be compared, 2 wrong usage.

Examples:
  npx waypost dns compare --zone-file example.com.zone
  npx waypost dns compare prod --server ns1.example.net --server ns2.example.net`;

interface CompareFlags {
  readonly server?: readonly NamedServer[];
  readonly zoneFile?: string;
}

/** Adds `dns`: moves a zone from another provider. */
export function addDnsCommand(
  program: Command,
  project: Project,
  ports: Given<DnsPorts> = adapters,
): void {
  const dns = program
    .command('dns')
    .description('move a zone from another DNS provider (docs/dns.md)')
    .showHelpAfterError('(`npx waypost dns --help` lists the commands)');

  dns
    .command('import')
    .description('turn a zone file into `records` of waypost.config.ts')
    .showHelpAfterError('(`npx waypost dns import --help` has examples)')
    .argument('<zone file>', 'file that your DNS provider exports')
    .argument('[environment]', 'environment of the zone (default: the last one)')
    .addHelpText('after', IMPORT_HELP)
    .action(async (file: string, name: string | undefined) => {
      await action().importFile(project.config(), name, file, await ports(project.root));
    });

  dns
    .command('compare')
    .description("compare the answers of today's name servers with the new zone")
    .showHelpAfterError('(`npx waypost dns compare --help` has examples)')
    .argument('[environment]', 'environment of the zone (default: the last one)')
    .option(
      '--server <host>',
      'ask this name server instead of those in DNS; repeat it for more; a port is allowed: 192.0.2.53:5353',
      (given: string, before: readonly NamedServer[] | undefined) => [
        ...(before ?? []),
        toServer(given),
      ],
    )
    .option('--zone-file <file>', 'also ask for each record of this zone file')
    .addHelpText('after', COMPARE_HELP)
    .action(async (name: string | undefined, { server = [], zoneFile }: CompareFlags) => {
      const options = { servers: server, ...(zoneFile !== undefined && { zoneFile }) };
      await action().compareZone(project.config(), name, options, await ports(project.root));
    });
}
