import { makeBootstrapStack } from '../../bin/commands/account-policies';
import { stacksOf } from '../../bin/stacks-of';
import { accountsOf } from '../../lib/config/accounts';
import { resourceTypes } from '../../lib/security/account-policies';
import { testApp } from '../helpers/test-app';
import { everyOption, synthesizedApp } from '../helpers/synthesis';
import { type ResolvedResource, resolvedResources } from './resolved';

/** Every resource of every template, with every option on; of bootstrap's too. */
export function everyResource(): ResolvedResource[] {
  const config = everyOption();
  const { assembly } = synthesizedApp(config);
  const bootstrap = accountsOf(config).flatMap((account) => {
    const app = testApp();
    makeBootstrapStack(app, config, account, resourceTypes(account, stacksOf(assembly)));
    return app.synth().stacks;
  });
  return [assembly.stacksRecursively, ...bootstrap.map((stack) => [stack])].flatMap((stacks) =>
    resolvedResources(stacks),
  );
}

/** A fault that a judge finds, and why it is none. */
export interface Acceptance {
  readonly fault: RegExp;
  readonly reason: string;
}

/** Faults that no acceptance is for, and acceptances that no fault needs. */
export function unaccepted(faults: readonly string[], acceptances: readonly Acceptance[]) {
  return {
    faults: [...new Set(faults)].filter(
      (fault) => !acceptances.some((acceptance) => acceptance.fault.test(fault)),
    ),
    needless: acceptances
      .filter((acceptance) => !faults.some((fault) => acceptance.fault.test(fault)))
      .map((acceptance) => acceptance.fault.source),
  };
}
