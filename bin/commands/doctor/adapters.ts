import { promises } from 'node:dns';
import { clientSettings } from '../terminal/client-settings';
import { processDesk } from '../terminal/process-desk';
import type { DoctorPorts } from './ports';
import { awsView } from './adapters/aws-view';
import { liveDns } from './adapters/live-dns';

/** Milliseconds for one server, and how often each is asked: a name server that is down is common. */
const PATIENCE = { timeout: 2_000, tries: 2 };

/** @param root Of the repository, whose rehearsal is meant by `--rehearsal`. */
export function doctorPorts(root: string): DoctorPorts {
  return {
    open: (place, rehearsal) => ({
      ...awsView(place, clientSettings(root, place, rehearsal)),
      // Its builds are processes of this machine.
      ...(rehearsal && { buildsAtOnce: () => Promise.resolve(undefined) }),
    }),
    dns: liveDns(new promises.Resolver(PATIENCE)),
    write: (text) => {
      processDesk.write(text);
    },
  };
}
