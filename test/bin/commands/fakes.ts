import type { BootstrapPorts, BucketOwner } from '../../../bin/commands/bootstrap/ports';
import type { RunCdk } from '../../../bin/commands/cdk-cli';
import type { CostPorts } from '../../../bin/commands/cost/ports';
import type { DeployPorts } from '../../../bin/commands/deploy/ports';
import type { Project } from '../../../bin/commands/project';
import type { Config } from '../../../lib/config/config';
import { accountsOf } from '../../../lib/config/accounts';
import {
  type BootstrappedAccount,
  bootstrappedFor,
  type BootstrapRecord,
} from '../../../lib/security/bootstrap-record';
import { exampleConfig } from '../../helpers/example-config';

export const config: Config = exampleConfig();

/** The repository with this configuration; nothing is read of its folder. */
export function projectOf(config: Config): Project {
  return { root: '/nowhere', config: () => config };
}

export const COMMIT = 'a'.repeat(40);

/** All accounts, bootstrapped for stacks with nothing in them. */
export const RECORD: BootstrapRecord = Object.fromEntries(
  accountsOf(config).map((account) => [account.name, bootstrappedFor(config, account, [])]),
);

const NOTHING: Readonly<Record<string, string>> = {};

export interface World {
  /** Account of the credentials. */
  readonly account?: string;
  readonly bootstrapped?: readonly string[];
  /** Of bootstrap's bucket, in each region. */
  readonly bucketOwner?: BucketOwner;
  readonly isRepository?: boolean;
  readonly head?: string | undefined;
  readonly changes?: string[];
  readonly pushed?: string | undefined;
  readonly record?: BootstrapRecord | undefined;
  readonly cdk?: RunCdk;
  readonly stacks?: Awaited<ReturnType<CostPorts['synthesize']>>;
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
  const accountId = () => Promise.resolve(given.account);
  const ports: BootstrapPorts & CostPorts & DeployPorts = {
    aws: { accountId, isBootstrapped },
    bucketOwner: () => Promise.resolve(world.bucketOwner),
    open: ({ account }, rehearsal) => ({
      accountId: () => (rehearsal ? Promise.resolve(account) : accountId()),
      isBootstrapped,
      environment: rehearsal ? { AWS_ENDPOINT_URL: 'http://127.0.0.1:1' } : NOTHING,
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
    record: {
      read: () => given.record,
      keep: (name, account) => {
        kept[name] = account;
        return true;
      },
    },
    synthesize: () => Promise.resolve(world.stacks ?? []),
  };
  return { ports, ran, environments, printed, kept };
}
