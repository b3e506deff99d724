import type { Config } from '../../../lib/config/config';
import { environmentOf } from '../../../release/assembly/assembly';
import { differs } from '../../../release/review/diff/compare-stack';
import type { ReleaseDiff } from '../../../release/review/diff/model';
import { compareWithAssembly } from '../../../release/review/review';
import { pageOf } from '../../../release/review/page/page';
import { renderTerminal } from '../../../release/review/page/terminal';
import { CommandError } from '../terminal/command-error';
import { environmentNamed } from '../terminal/environment-named';
import { expectAccount } from '../terminal/expect-account';
import type { DiffAccount, DiffPorts } from './ports';

export interface DiffOptions {
  /** An environment. Unset: every environment in the account of the credentials. */
  readonly name?: string;
  readonly json: boolean;
  readonly rehearsal: boolean;
  /** Whether a difference makes the command fail. */
  readonly fail: boolean;
}

/** The differences, for scripts. */
export interface DiffReport {
  readonly environments: readonly ReleaseDiff[];
  /** Environments in other accounts than that of the credentials. */
  readonly skipped: readonly { readonly name: string; readonly account: string }[];
}

/**
 * Compares environments with today's configuration and code.
 * @throws CommandError DIFFERENCE_FOUND after the comparison, with `--fail`
 */
export async function diff(config: Config, options: DiffOptions, ports: DiffPorts): Promise<void> {
  const { opened, skipped } = await openAccounts(config, options, ports);
  const assembly = await ports.assemble(config);
  const environments: ReleaseDiff[] = [];
  for (const { name, reader } of opened) {
    const environment = environmentOf(assembly, name);
    const { diff } = await compareWithAssembly({ assembly, environment, reader, now: ports.now });
    environments.push(diff);
  }
  const report: DiffReport = { environments, skipped };
  ports.write(
    options.json ? `${JSON.stringify(report, undefined, 2)}\n` : reportText(report, ports),
  );
  if (!options.fail || !environments.some(({ stacks }) => stacks.some(differs))) return;
  throw new CommandError('DIFFERENCE_FOUND', 'Something would change: see above.');
}

interface Opened {
  readonly name: string;
  readonly reader: DiffAccount;
}

async function openAccounts(
  config: Config,
  { name, rehearsal }: DiffOptions,
  ports: DiffPorts,
): Promise<{ opened: readonly Opened[]; skipped: DiffReport['skipped'] }> {
  if (name !== undefined) {
    const environment = environmentNamed(config, name);
    const reader = ports.open(environment, rehearsal);
    await expectAccount(reader, name, environment);
    return { opened: [{ name, reader }], skipped: [] };
  }
  const opened: Opened[] = [];
  const skipped: DiffReport['skipped'][number][] = [];
  let holder = '';
  for (const { name, account, region } of config.environments) {
    const reader = ports.open({ account, region }, rehearsal);
    holder = await reader.accountId();
    if (holder === account) opened.push({ name, reader });
    else skipped.push({ name, account });
  }
  if (opened.length > 0) return { opened, skipped };
  throw new CommandError(
    'AWS_CREDENTIALS_OF_ANOTHER_ACCOUNT',
    `The AWS credentials belong to account ${holder}, which is the account of no environment. ` +
      'Name the profile of an environment in AWS_PROFILE.',
  );
}

function reportText({ environments, skipped }: DiffReport, { colours }: DiffPorts): string {
  return [
    ...environments.map((diff) => renderTerminal(pageOf(diff), colours)),
    ...skipped.map(
      ({ name, account }) => `${name} is left out: the credentials are not of account ${account}.`,
    ),
  ]
    .join('\n\n')
    .concat('\n');
}
