import { spawn, type ChildProcess } from 'node:child_process';

/** Reads `+ <group>` and `- <group>`, and kills the added groups when its input ends. */
const SCRIPT = `
groups=' '
while read -r sign group; do
  case $sign in
    +) groups="$groups$group " ;;
    -) groups="\${groups/ $group / }" ;;
  esac
done
for group in $groups; do kill -KILL -- "-$group" 2>/dev/null; done
`;

/**
 * Kills process groups after our own process has ended in any way. The reaper is a separate process that
 * reads a pipe. Even SIGKILL of our process closes the pipe.
 */
export class Reaper {
  #process: ChildProcess | undefined;

  watch(group: number): void {
    this.#tell(`+ ${group}`);
  }

  forget(group: number): void {
    this.#tell(`- ${group}`);
  }

  /** Ends it. It kills the groups that it still watches. */
  dismiss(): void {
    this.#process?.stdin?.end();
    this.#process = undefined;
  }

  #tell(line: string): void {
    this.#process ??= start();
    this.#process.stdin?.write(`${line}\n`);
  }
}

function start(): ChildProcess {
  // Detached: a Ctrl-C at the terminal must not end it before us.
  const child = spawn('bash', ['-c', SCRIPT], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  // Without a reaper, the normal ways to end still work.
  child.on('error', () => undefined);
  child.stdin.on('error', () => undefined);
  child.unref();
  return child;
}

/** Sends a signal to a whole process group. It does no harm if the group is empty. */
export function signalGroup(group: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-group, signal);
  } catch (error) {
    // ESRCH: the group is empty. EPERM: macOS says so if the group's last process has just ended.
    const { code } = error as NodeJS.ErrnoException;
    if (code !== 'ESRCH' && code !== 'EPERM') throw error;
  }
}
