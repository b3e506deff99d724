import type { AccountAndRegion, Config } from '../../../lib/config/config';
import { accountNamed } from '../terminal/account-named';
import { CommandError } from '../terminal/command-error';
import { expectAccount } from '../terminal/expect-account';
import { examineEnvironment, examineTools } from './examine';
import type { Finding } from './finding';
import type { AccountView, DoctorPorts, LiveDns } from './ports';
import { reportLines } from './report-lines';
import type { DoctorReport } from './report';

export interface DoctorOptions {
  /** `tools` or an environment; without, every one whose account the credentials belong to. */
  readonly name?: string;
  readonly json: boolean;
  readonly rehearsal: boolean;
  readonly liveDns: boolean;
}

interface Patient {
  readonly name: string;
  readonly place: AccountAndRegion;
  readonly examine: (account: AccountView) => Promise<Finding[]>;
}

/** Says what is fine, what is not, and what to do. @throws CommandError SOMETHING_WRONG after that */
export async function doctor(
  config: Config,
  options: DoctorOptions,
  { open, dns, write }: DoctorPorts,
): Promise<void> {
  const examined: DoctorReport['examined'][number][] = [];
  const skipped: DoctorReport['skipped'][number][] = [];
  let holder = '';
  for (const { name, place, examine } of chosen(config, options, dns)) {
    const view = open(place, options.rehearsal);
    holder = await view.accountId();
    if (holder === place.account) {
      const { account: id, region } = place;
      examined.push({ name, account: id, region, findings: await examine(view) });
    } else if (options.name === undefined) {
      skipped.push({ name, account: place.account });
    } else {
      await expectAccount(view, name, place);
    }
  }
  if (examined.length === 0) throw nobodys(holder);
  const report: DoctorReport = { examined, skipped };
  write(options.json ? `${JSON.stringify(report, undefined, 2)}\n` : reportLines(report));
  const wrongs = examined
    .flatMap(({ findings }) => findings)
    .filter(({ verdict }) => verdict === 'wrong').length;
  if (wrongs === 0) return;
  throw new CommandError(
    'SOMETHING_WRONG',
    `${wrongs === 1 ? 'One thing is' : `${wrongs} things are`} wrong: see above.`,
  );
}

function chosen(config: Config, { name, liveDns }: DoctorOptions, dns: LiveDns): Patient[] {
  const world = liveDns ? dns : undefined;
  const all: Patient[] = [
    { name: 'tools', place: config.tools, examine: (view) => examineTools(config, view) },
    ...config.environments.map((environment) => ({
      name: environment.name,
      place: environment,
      examine: (view: AccountView) => examineEnvironment(environment, config, view, world),
    })),
  ];
  return name === undefined ? all : [accountNamed(name, all)];
}

function nobodys(account: string): CommandError {
  return new CommandError(
    'AWS_CREDENTIALS_OF_ANOTHER_ACCOUNT',
    `The AWS credentials belong to account ${account}, which is not in waypost.config.ts. ` +
      'Name the profile of one of its accounts in AWS_PROFILE.',
  );
}
