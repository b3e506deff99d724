import { createHash } from 'node:crypto';
import { type Account, partsIn } from '../config/accounts';
import type { Config } from '../config/config';
import { boundaryOf, policyScopeOf } from './account-policies';
import { driftReader } from './drift-reader';
import { grantsAt } from './execution-policy';
import { releaseReader } from './release-reader';

/**
 * What the accounts were bootstrapped for, kept in the repository, because a check of the templates
 * cannot look into the accounts. `waypost bootstrap` writes it, the owner commits it.
 */
export const BOOTSTRAP_RECORD = 'waypost.bootstrap.json';

/**
 * Name of an account -> what it was bootstrapped for. An account that was never bootstrapped is
 * missing.
 */
export type BootstrapRecord = Readonly<Record<string, BootstrappedAccount>>;

export interface BootstrappedAccount {
  readonly account: string;
  readonly regions: readonly string[];
  /** Digest of Waypost's boundary, or the name of the owner's own. */
  readonly boundary: string;
  /** Digest of the role that releases are compared through; unset for the tools account. */
  readonly releaseReader?: string | undefined;
  /** Digest of what the role that detects drift may do beside reading each type; the same. */
  readonly driftReader?: string | undefined;
  /** Type of resource -> digest of what CloudFormation may do for it. */
  readonly types: Readonly<Record<string, string>>;
}

/** Roles of an account's bootstrap that read, for each environment in it. */
export function readersOf(config: Config, account: Account, types: readonly string[]) {
  const parts = partsIn(config, account);
  return {
    releaseReaders: parts.flatMap((part) => releaseReader(config, part) ?? []),
    driftReaders: parts.flatMap((part) => driftReader(config, part, types) ?? []),
  };
}

function oneOrAll<One>(all: readonly One[]): One | readonly One[] | undefined {
  return all.length === 1 ? all[0] : all;
}

export function bootstrappedFor(
  config: Config,
  account: Account,
  types: readonly string[],
): BootstrappedAccount {
  const scope = policyScopeOf(config, account);
  // What drift detection reads follows from the types, which have digests of their own.
  const { releaseReaders, driftReaders } = readersOf(config, account, []);
  return {
    account: account.account,
    regions: account.regions,
    boundary: account.permissionsBoundary ?? digest(boundaryOf(config, account)),
    ...(releaseReaders.length > 0 && { releaseReader: digest(oneOrAll(releaseReaders)) }),
    ...(driftReaders.length > 0 && { driftReader: digest(oneOrAll(driftReaders)) }),
    types: Object.fromEntries(types.map((type) => [type, digest(grantsAt(type, scope))])),
  };
}

/**
 * What the templates need now and the bootstrap did not allow; empty if the account was never
 * bootstrapped.
 */
export function outgrown(needed: BootstrappedAccount, record: BootstrapRecord, name: string) {
  const then = record[name];
  // Another account with the same name has not been bootstrapped yet.
  if (then?.account !== needed.account) return [];
  return [
    ...Object.keys(needed.types).filter((type) => needed.types[type] !== then.types[type]),
    ...(needed.boundary === then.boundary ? [] : ['the permissions boundary']),
    ...(needed.releaseReader === then.releaseReader ? [] : ['the release reader']),
    ...(needed.driftReader === then.driftReader ? [] : ['the drift reader']),
    ...needed.regions.filter((region) => !then.regions.includes(region)),
  ];
}

function digest(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex').slice(0, 12);
}
