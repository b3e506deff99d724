import type { Outcome } from '../../../rehearsal/events';
import type { RehearseFlags } from '../../../rehearsal/terminal/command-contract';
import { rehearse } from '../../../rehearsal/terminal/terminal-session';
import { waypostSource } from './waypost/waypost-app';

/** Rehearses the current folder. */
export function rehearseHere(flags: RehearseFlags): Promise<Outcome> {
  return rehearse(flags, process.cwd(), waypostSource);
}
