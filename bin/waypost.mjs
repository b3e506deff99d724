#!/usr/bin/env node
/** Runs the command line in this process. The `tsx` command would start a second one. */
import 'tsx';

await import('./waypost.ts');
