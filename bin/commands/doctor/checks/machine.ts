import { engines } from '../../../../package.json';
import { explain, isCoded } from '../../terminal/explain';
import { type Finding, fine, wrong } from '../finding';
import type { MachineView } from '../ports';

const OLDEST_NODE = Number(/\d+/.exec(engines.node)?.[0]);
/** Packages of the checkout and of each build, and the emulator's data. */
const ROOM_BYTES = 5e9;

/** Whether this machine can rehearse and deploy. */
export async function checkMachine(machine: MachineView): Promise<Finding[]> {
  return [node(machine), await python(machine), git(machine), disk(machine), await port(machine)];
}

function node({ node: version }: MachineView): Finding {
  if (Number.parseInt(version, 10) >= OLDEST_NODE) return fine(`Node.js ${version}`);
  return wrong(
    `Node.js ${version} is too old`,
    `Install ${OLDEST_NODE} or newer: https://nodejs.org`,
  );
}

async function python(machine: MachineView): Promise<Finding> {
  try {
    return fine(`Python for the emulated AWS: ${await machine.python()}`);
  } catch (error) {
    if (!isCoded(error)) throw error;
    const [says = '', ...remedy] = explain(error).split('\n');
    return wrong(says, ...remedy);
  }
}

function git(machine: MachineView): Finding {
  const version = machine.git();
  if (version !== undefined) return fine(version);
  return wrong(
    'git is not on the PATH',
    'On Debian and Ubuntu: sudo apt install git; on macOS: xcode-select --install',
  );
}

function disk(machine: MachineView): Finding {
  const free = machine.freeBytes();
  const says = `${gigabytes(free)} GB are free for the files of a rehearsal`;
  if (free >= ROOM_BYTES) return fine(says);
  return wrong(
    `${says}, which needs ${gigabytes(ROOM_BYTES)} GB`,
    'Free some space: `npx waypost clean` removes what earlier rehearsals have left. Or set TMPDIR to a larger disk.',
  );
}

async function port(machine: MachineView): Promise<Finding> {
  try {
    await machine.openPort();
    return fine('programs can listen on 127.0.0.1');
  } catch (error) {
    return wrong(
      `no program can listen on 127.0.0.1: ${error instanceof Error ? error.message : String(error)}`,
      'The emulated AWS and its console need it. Allow it in the firewall or the sandbox of this machine.',
    );
  }
}

function gigabytes(bytes: number): string {
  return (bytes / 1e9).toFixed(1);
}
