import type { Ports } from '../../bin/commands/ports';
import type { Config } from '../../lib/config/config';
import { accountsOf } from '../../lib/config/accounts';
import {
  type BootstrappedAccount,
  bootstrappedFor,
  type BootstrapRecord,
} from '../../lib/security/bootstrap-record';
import { exampleConfig } from '../helpers/example-config';

export const config: Config = exampleConfig();

export const COMMIT = 'a'.repeat(40);

/** All accounts, bootstrapped for stacks with nothing in them. */
export const RECORD: BootstrapRecord = Object.fromEntries(
  accountsOf(config).map((account) => [account.name, bootstrappedFor(config, account, [])]),
);

export interface World {
  /** Account of the credentials. */
  readonly account?: string;
  readonly bootstrapped?: readonly string[];
  readonly isRepository?: boolean;
  readonly head?: string | undefined;
  readonly changes?: string[];
  readonly pushed?: string | undefined;
  readonly record?: BootstrapRecord | undefined;
  readonly cdk?: Ports['cdk'];
  readonly stacks?: Awaited<ReturnType<Ports['synthesize']>>;
}

/** Ports of a world in which all is well, but for what is given; and what was run and printed. */
export function fakePorts(world: World = {}) {
  const ran: (readonly string[])[] = [];
  const environments: Readonly<Record<string, string>>[] = [];
  const printed: string[] = [];
  const kept: Record<string, BootstrappedAccount> = {};
  const given = {
    account: config.tools.account,
    bootstrapped: ['eu-west-1', 'us-east-1'],
    isRepository: true,
    head: COMMIT,
    changes: [],
    pushed: COMMIT,
    record: RECORD,
    ...world,
  };
  const isBootstrapped = (region: string) => Promise.resolve(given.bootstrapped.includes(region));
  const ports: Ports = {
    aws: { accountId: () => Promise.resolve(given.account), isBootstrapped },
    rehearsal: ({ account }) =>
      Promise.resolve({
        aws: { accountId: () => Promise.resolve(account), isBootstrapped },
        environment: { AWS_ENDPOINT_URL: 'http://127.0.0.1:1' },
      }),
    git: {
      isRepository: () => Promise.resolve(given.isRepository),
      head: () => Promise.resolve(given.head),
      changes: () => Promise.resolve(given.changes),
      pushed: (branch) => Promise.resolve(branch === 'main' ? given.pushed : undefined),
    },
    cdk: (args, environment = {}) => {
      ran.push(args);
      environments.push(environment);
      return world.cdk?.(args) ?? Promise.resolve();
    },
    print: (line) => {
      printed.push(line);
    },
    destroy: () => Promise.reject(new Error('No test of these commands asks for destruction')),
    diff: () => Promise.reject(new Error('No test of these commands asks for a difference')),
    dns: () => Promise.reject(new Error('No test of these commands asks for a zone')),
    doctor: () => Promise.reject(new Error('No test of these commands asks for the doctor')),
    record: {
      read: () => given.record,
      keep: (name, account) => {
        kept[name] = account;
        return true;
      },
    },
    synthesize: () => Promise.resolve(world.stacks ?? []),
    email: () => Promise.reject(new Error('No test of these commands asks for mails')),
    checks: () => Promise.reject(new Error('No test of these commands asks for checks')),
    metrics: () => Promise.reject(new Error('No test of these commands asks for metrics')),
    drill: () => Promise.reject(new Error('No test of these commands asks for a drill')),
    submissions: () => Promise.reject(new Error('No test of these commands asks for submissions')),
  };
  return { ports, ran, environments, printed, kept };
}
