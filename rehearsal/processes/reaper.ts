import { spawn, type ChildProcess } from 'node:child_process';

/** Collects `+ <group>` and `- <group>`, and kills what has been added when its input ends. */
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
 * Kills process groups when our own process is gone, however it ended: even SIGKILL closes the pipe
 * that the reaper, a process of its own, reads.
 */
export class Reaper {
  #process: ChildProcess | undefined;

  watch(group: number): void {
    this.#tell(`+ ${group}`);
  }

  forget(group: number): void {
    this.#tell(`- ${group}`);
  }

  /** Ends it; what it still watches is killed. */
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
  // Without a reaper, the orderly ways of ending are still there.
  child.on('error', () => undefined);
  child.stdin.on('error', () => undefined);
  child.unref();
  return child;
}

/** Sends a signal to a whole process group; harmless when nobody is left in it. */
export function signalGroup(group: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-group, signal);
  } catch (error) {
    // ESRCH: nobody is left. EPERM: macOS says so of a group whose last process has just ended.
    const { code } = error as NodeJS.ErrnoException;
    if (code !== 'ESRCH' && code !== 'EPERM') throw error;
  }
}
