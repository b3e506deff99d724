import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { signalGroup } from '../../../rehearsal/processes/reaper';

afterEach(() => {
  jest.restoreAllMocks();
});

/** No group has such a number. */
const NOBODY = 2 ** 30;

function groupOf(leader: ChildProcess): number {
  if (leader.pid === undefined) throw new Error('the process did not start');
  return leader.pid;
}

/** Makes the operating system refuse with this error. */
function refuseSignalsWith(code: string): void {
  jest.spyOn(process, 'kill').mockImplementation(() => {
    throw Object.assign(new Error(`kill ${code}`), { code });
  });
}

describe('a signal to a process group', () => {
  test('reaches what the group’s leader started', async () => {
    const leader = spawn('bash', ['-c', 'sleep 60 & wait'], { detached: true, stdio: 'pipe' });
    // The pipe closes once nobody holds it any more: neither bash nor sleep.
    leader.stdout.resume();
    await once(leader, 'spawn');
    signalGroup(groupOf(leader), 'SIGKILL');

    await expect(once(leader, 'close')).resolves.toEqual([null, 'SIGKILL']);
  });

  test('is harmless when the group has ended', async () => {
    const leader = spawn('true', { detached: true });
    await once(leader, 'close');

    expect(() => {
      signalGroup(groupOf(leader), 'SIGKILL');
    }).not.toThrow();
  });

  test('is harmless when the group is just ending, which macOS calls EPERM', () => {
    refuseSignalsWith('EPERM');

    expect(() => {
      signalGroup(NOBODY, 'SIGKILL');
    }).not.toThrow();
  });

  test('control: another refusal is an error', () => {
    refuseSignalsWith('EINVAL');

    expect(() => {
      signalGroup(NOBODY, 'SIGKILL');
    }).toThrow('EINVAL');
  });
});
