#!/usr/bin/env node
/** Runs the command line in this very process: the `tsx` command would start a second one. */
import 'tsx';

await import('./waypost.ts');
