import { resolve } from 'node:path';
import { cdkApp } from '../../../rehearsal/cdk-app/cdk-app';
import type { Outcome } from '../../../rehearsal/events';
import type { RehearseFlags } from '../../../rehearsal/terminal/command-contract';
import { rehearse } from '../../../rehearsal/terminal/terminal-session';
import { waypostSource } from './waypost/rehearsed-waypost';

/** Rehearses the app of `--app`, or the current folder. */
export async function rehearseHere(flags: RehearseFlags): Promise<Outcome> {
  if (flags.app === undefined) return rehearse(flags, process.cwd(), waypostSource);
  const folder = resolve(flags.app);
  const { pipeline, workingTree = false } = flags;
  const source = await cdkApp({ folder, workingTree, ...(pipeline !== undefined && { pipeline }) });
  return rehearse(flags, folder, source);
}
