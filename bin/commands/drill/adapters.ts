import { setTimeout as sleep } from 'node:timers/promises';
import { clientSettings } from '../terminal/client-settings';
import { processDesk } from '../terminal/process-desk';
import type { DrillPorts, DrillProcess } from './ports';
import { awsDrillCloud } from './aws-drill-cloud';

/** @param root the repository. `--rehearsal` uses its rehearsal. */
export function drillPorts(root: string): DrillPorts {
  return {
    open: (target, rehearsal, names) =>
      awsDrillCloud(target, names, clientSettings(root, target, rehearsal)),
    desk: processDesk,
    process: thisProcess,
  };
}

export const thisProcess: DrillProcess = {
  async pause(ms, interrupted) {
    await sleep(ms, undefined, interrupted && { signal: interrupted }).catch((error: unknown) => {
      if (!interrupted?.aborted) throw error;
    });
  },
  async interruptible(work) {
    const controller = new AbortController();
    const abort = () => {
      console.error('Interrupted. Cleaning up; Ctrl-C again leaves everything as it is.');
      controller.abort();
    };
    process.once('SIGINT', abort);
    try {
      return await work(controller.signal);
    } finally {
      process.off('SIGINT', abort);
    }
  },
};
