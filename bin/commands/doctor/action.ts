import type { AccountAndRegion, Config } from '../../../lib/config/config';
import { accountNamed } from '../terminal/account-named';
import { CommandError } from '../terminal/command-error';
import { expectAccount } from '../terminal/expect-account';
import { examineEnvironment, examineTools } from './examine';
import { type Finding, wrong } from './finding';
import { checkMachine } from './checks/machine';
import type { AccountView, DoctorPorts } from './ports';
import { machineLines, reportLines } from './report-lines';
import type { DoctorReport } from './report';

export interface DoctorOptions {
  /** `tools` or an environment. Unset: all in the account of the credentials. */
  readonly name?: string;
  readonly json: boolean;
  readonly rehearsal: boolean;
  readonly liveDns: boolean;
  /** `tools` or an environment -> profile of the AWS configuration files. */
  readonly profiles: ReadonlyMap<string, string>;
}

interface Patient {
  readonly name: string;
  readonly target: AccountAndRegion;
  readonly examine: (account: AccountView) => Promise<Finding[]>;
}

/** Says what is fine, what is not, and what to do. @throws CommandError SOMETHING_WRONG after the report */
export async function doctor(
  config: Config,
  options: DoctorOptions,
  ports: DoctorPorts,
): Promise<void> {
  const { name, rehearsal, json, profiles } = options;
  const { write } = ports;
  const patients = chosen(config, options, ports);
  const machine = name === undefined ? await checkMachine(ports.machine) : undefined;
  // Before the accounts, because there may be none on the first day.
  if (machine !== undefined && !json) write(machineLines(machine));
  const examined: DoctorReport['examined'][number][] = [];
  const skipped: DoctorReport['skipped'][number][] = [];
  let holder = '';
  for (const { name: called, target, examine } of patients) {
    const { account, region } = target;
    const profile = profiles.get(called);
    if (profiles.size > 0 && profile === undefined && name === undefined) {
      skipped.push({ name: called, account, why: 'no --profile is given for it' });
      continue;
    }
    const view = ports.open(target, { rehearsal, ...(profile !== undefined && { profile }) });
    const findings = (found: Finding[]) =>
      examined.push({ name: called, account, region, findings: found });
    try {
      holder = await view.accountId();
      // A profile, like a name, belongs to this account and no other.
      if (profile !== undefined || name !== undefined) await expectAccount(view, called, target);
    } catch (error) {
      // The other accounts can still be examined.
      if (profile === undefined || !(error instanceof CommandError)) throw error;
      findings([wrong(`profile ${profile}: ${error.message}`)]);
      continue;
    }
    if (holder === account) findings(await examine(view));
    else
      skipped.push({
        name: called,
        account,
        why: `the credentials are not of account ${account}`,
      });
  }
  if (examined.length === 0) throw nobodys(holder);
  const report: DoctorReport = { ...(machine && { machine }), examined, skipped };
  write(json ? `${JSON.stringify(report, undefined, 2)}\n` : reportLines(report));
  const wrongs = [...(machine ?? []), ...examined.flatMap(({ findings }) => findings)].filter(
    ({ verdict }) => verdict === 'wrong',
  ).length;
  if (wrongs === 0) return;
  throw new CommandError(
    'SOMETHING_WRONG',
    `${wrongs === 1 ? 'One thing is' : `${wrongs} things are`} wrong: see above.`,
  );
}

function chosen(
  config: Config,
  { name, liveDns, rehearsal, profiles }: DoctorOptions,
  { dns, record, bootstrapTemplate, now }: DoctorPorts,
): Patient[] {
  const sources = {
    dns: liveDns ? dns : undefined,
    record: rehearsal ? undefined : record(),
    bootstrapTemplate,
    now,
  };
  const all: Patient[] = [
    {
      name: 'tools',
      target: config.tools,
      examine: (view) => examineTools(config, view, sources),
    },
    ...config.environments.map((environment) => ({
      name: environment.name,
      target: environment,
      examine: (view: AccountView) => examineEnvironment(environment, config, view, sources),
    })),
  ];
  // A profile for an unknown account is a typing mistake.
  for (const one of profiles.keys()) {
    accountNamed(one, all);
    if (name === undefined || one === name) continue;
    throw new CommandError(
      'UNKNOWN_ACCOUNT',
      `--profile ${one}: only ${name} is examined. Leave out this profile, or leave out "${name}" to examine all.`,
    );
  }
  return name === undefined ? all : [accountNamed(name, all)];
}

function nobodys(account: string): CommandError {
  return new CommandError(
    'AWS_CREDENTIALS_OF_ANOTHER_ACCOUNT',
    `The AWS credentials belong to account ${account}, which is not in waypost.config.ts. ` +
      'Name the profile of one of its accounts in AWS_PROFILE.',
  );
}
