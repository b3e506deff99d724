import type { Outcome } from '../../../rehearsal/events';
import type { RehearseFlags } from '../../../rehearsal/terminal/command-contract';
import { rehearse } from '../../../rehearsal/terminal/terminal-session';
import { realEnvironments } from './real-environments';
import { rehearsedSubmissions } from '../submissions/adapters/rehearsed-submissions';

/** Rehearses the current folder. */
export function rehearseHere(flags: RehearseFlags): Promise<Outcome> {
  return rehearse(flags, process.cwd(), {
    readSubmissions: rehearsedSubmissions,
    openEnvironment: realEnvironments(),
  });
}
