import { join } from 'node:path';
import type { RehearsedApp, AppSource, RunPreparationStep } from '../app';
import type { Emit, FirstDelivery, Trigger } from '../events';
import { parsePlan, type Definition } from '../plan/plan';
import { reasonNotToStart } from '../plan/triggers';
import type { DeliveryResult } from '../runner/runner';
import { changedFiles } from '../workspace/git';
import {
  bootstrapAccounts,
  deployPipeline,
  stepLog,
  type PreparationContext,
} from '../workspace/preparation';
import type { Candidate } from '../workspace/workspace';
import { bootstrapsAlike, hasOurPackages } from './earlier-commit';
import type { EarlierCommit } from './from';

/** The start of the upgrade cannot be delivered. So nothing is known of the rehearsed commit. */
export class FirstDeliveryFailed extends Error {
  readonly code = 'FIRST_DELIVERY_FAILED';
  constructor(name: string, reason: string, options?: ErrorOptions) {
    super(
      `${name} itself does not deliver, so nothing is known of the upgrade: ${reason}`,
      options,
    );
    this.name = 'FirstDeliveryFailed';
  }
}

interface FirstDeliveryPorts {
  readonly candidate: Candidate;
  /** Opens the app as it was. */
  readonly source: AppSource;
  readonly run: RunPreparationStep;
  /** The app of the rehearsed commit. */
  readonly app: RehearsedApp;
  readonly preparation: PreparationContext;
  readonly definition: () => Promise<Definition>;
  /** Delivers a commit through the pipeline. */
  readonly deliver: (commit: string) => Promise<DeliveryResult>;
  readonly emit: Emit;
  readonly signal: AbortSignal;
}

/** Reports the first delivery. @throws {FirstDeliveryFailed}, unless the rehearsal ends */
export async function reportFirst<Result>(
  { name, commit }: FirstDelivery,
  label: string,
  { emit, signal }: { readonly emit: Emit; readonly signal: AbortSignal },
  deliver: () => Promise<Result>,
): Promise<Result> {
  emit({ type: 'first-delivery-started', name, commit });
  let result: Result;
  try {
    result = await deliver();
  } catch (fault) {
    signal.throwIfAborted();
    emit({ type: 'first-delivery-ended', outcome: 'failed' });
    const reason = fault instanceof Error ? fault.message : String(fault);
    throw new FirstDeliveryFailed(label, reason, { cause: fault });
  }
  emit({ type: 'first-delivery-ended', outcome: 'succeeded' });
  return result;
}

/**
 * Delivers an earlier commit as its owner did, with its own code, and then pushes the rehearsed one.
 * @returns the delivery that the push starts
 * @throws {FirstDeliveryFailed}
 */
export async function deliverEarlier(
  from: EarlierCommit,
  ports: FirstDeliveryPorts,
): Promise<Trigger> {
  const { emit, preparation, app, candidate } = ports;
  const { workspace } = preparation;
  const { name } = from;
  const short = from.commit.slice(0, 10);
  if (from.commit === candidate.commit) {
    const message = `--from: ${name} is the commit that is rehearsed: nothing differs between the two deliveries`;
    emit({ type: 'noticed', message });
  }
  const { branch } = await reportFirst(from, `${name} (${short})`, ports, () =>
    deliverAsItsOwner(from.commit, ports),
  );

  const { repository } = candidate;
  if (!(await bootstrapsAlike(repository, from.commit, candidate.commit, app.bootstrapSources))) {
    await bootstrapAccounts(app, workspace.checkout, preparation);
  }
  const files = await changedFiles(candidate.repository, from.commit, candidate.commit);
  const plan = parsePlan(await ports.definition());
  const reason = reasonNotToStart({ branch, files }, plan.pushFilters, plan.sources);
  // Until the pipeline has changed itself, it watches the old branch.
  for (const one of new Set([branch, app.branch])) {
    await workspace.publish(candidate.commit, one);
  }
  if (reason === undefined) return 'push';
  const message = `a push of ${candidate.commit.slice(0, 10)} after ${name} starts no execution (${reason}): it is released by hand`;
  emit({ type: 'noticed', message });
  return 'start';
}

/** @returns the source of its pipeline */
async function deliverAsItsOwner(
  commit: string,
  { source, run, preparation, deliver }: FirstDeliveryPorts,
): Promise<{ readonly branch: string }> {
  const { workspace, environment, processes, limits } = preparation;
  const folder = workspace.earlierCheckout;
  await workspace.makeCheckout(commit, folder);
  if (await hasOurPackages(source.packages, folder)) {
    await workspace.linkPackages(source.packages, folder);
  } else {
    for (const one of source.packages.keys()) {
      const logFile = stepLog(workspace, folder, `npm ci ${one}`.trim());
      const cwd = join(folder, one);
      const npmCi = { file: 'npm', args: ['ci'], cwd, env: environment, logFile };
      await preparation.step('npm ci', logFile, () =>
        processes.run({ ...npmCi, timeoutMs: limits.command }),
      );
    }
  }
  const app = await source.openEarlier(folder, run);
  const { branch } = app;
  await workspace.publish(commit, branch, folder);
  await bootstrapAccounts(app, folder, preparation);
  await deployPipeline(app, folder, preparation);
  const { outcome } = await deliver(commit);
  if (outcome !== 'succeeded') throw new Error(`its execution ${outcome}, see above`);
  return { branch };
}
