import { EventEmitter, once } from 'node:events';
import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Deliveries } from '../../../rehearsal/terminal/deliveries';
import type { Outcome } from '../../../rehearsal/events';
import type { PreparedRehearsal } from '../../../rehearsal/prepared-rehearsal';
import type { Sleep } from '../../../rehearsal/runner/sleep';
import { deliverNewCommits } from '../../../rehearsal/terminal/watch';
import { gitIn } from '../scratch-git';
import { findCandidate } from '../../../rehearsal/workspace/workspace';

let folder: string;
let end: AbortController;
let did: string[];
beforeEach(() => {
  folder = mkdtempSync(join(realpathSync(tmpdir()), 'waypost-watched-'));
  end = new AbortController();
  did = [];
  git('init', '--quiet', '--initial-branch=main');
  commit('a.txt');
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

const delivers =
  (outcome: Outcome): PreparedRehearsal['deliver'] =>
  () =>
    Promise.resolve(outcome);
const git = (...args: string[]) => gitIn(folder, ...args);

function commit(file: string): string {
  writeFileSync(join(folder, file), 'x');
  git('add', '--all');
  git('commit', '--quiet', '--message', file);
  return git('rev-parse', 'HEAD');
}

/** Watches and writes down what it does; a push of `docs` alone starts nothing. */
async function watch(
  workingTree = false,
  deliver: PreparedRehearsal['deliver'] = delivers('failed'),
) {
  const candidate = await findCandidate(folder, workingTree);
  const deliveries = new Deliveries({
    deliver: (sha, trigger) => {
      did.push(`${trigger} ${sha}`);
      return deliver(sha, trigger);
    },
  });
  const pauses = new Pauses();
  const watching = deliverNewCommits({
    rehearsal: {
      candidate,
      signal: end.signal,
      notice: (message) => did.push(message),
    },
    prepared: {
      push: (sha) => {
        did.push(`publish ${sha}`);
        return Promise.resolve();
      },
      reasonNotToStart: (files) => {
        did.push(files.join());
        return Promise.resolve(files.join() === 'docs' ? 'documentation' : undefined);
      },
    },
    deliveries,
    signal: end.signal,
    pause: pauses.pause,
  });
  return {
    /** Lets it look twice for a new commit; gives what it has done by then. */
    settled: async () => {
      await pauses.passOne();
      await pauses.passOne();
      return did;
    },
    look: () => pauses.passOne(),
    watching,
    ended: async () => {
      end.abort();
      await watching;
      return deliveries.outcome();
    },
  };
}

/** Pauses that last until the test says so. */
class Pauses {
  readonly #begun = new EventEmitter();
  #end: (() => void) | undefined;

  readonly pause: Sleep = (_, signal) =>
    new Promise((resolve, reject) => {
      this.#end = resolve;
      signal.addEventListener('abort', () => {
        reject(signal.reason as Error);
      });
      this.#begun.emit('begun');
    });

  /** Ends the pause that lasts, and waits for the next. */
  async passOne(): Promise<void> {
    if (!this.#end) await once(this.#begun, 'begun');
    const next = once(this.#begun, 'begun');
    this.#end?.();
    await next;
  }
}

describe('watch', () => {
  test('delivers a new commit with the files that it changes, and ends with its outcome', async () => {
    const watched = await watch();
    const sha = commit('b.txt');

    expect(await watched.settled()).toEqual(['b.txt', `publish ${sha}`, `push ${sha}`]);
    expect(await watched.ended()).toBe('failed');
  });

  test('does not wait for the end of a delivery before the next', async () => {
    const never: PreparedRehearsal['deliver'] = () => new Promise(() => undefined);
    const watched = await watch(false, never);
    const shas = [commit('b.txt')];
    await watched.settled();
    shas.push(commit('c.txt'));

    expect((await watched.settled()).filter((done) => done.startsWith('push'))).toEqual(
      shas.map((sha) => `push ${sha}`),
    );
    end.abort();
    await watched.watching;
  });

  test('ends with the fault of a delivery', async () => {
    const watched = await watch(false, () => Promise.reject(new Error('the emulator has ended')));
    commit('b.txt');
    await watched.look();

    await expect(watched.watching).rejects.toThrow('the emulator has ended');
  });

  test('leaves a rehearsed working tree where it is until there is a commit', async () => {
    writeFileSync(join(folder, 'a.txt'), 'not committed');
    const watched = await watch(true);

    expect(await watched.settled()).toEqual([]);
    const sha = commit('b.txt');
    expect(await watched.settled()).toEqual(['a.txt,b.txt', `publish ${sha}`, `push ${sha}`]);
    await watched.ended();
  });

  test('pushes a commit that starts no execution and says why', async () => {
    const watched = await watch();
    const sha = commit('docs');
    const note = `${sha.slice(0, 10)} starts no execution: documentation`;

    expect(await watched.settled()).toEqual(['docs', `publish ${sha}`, note]);
    await watched.ended();
  });

  test('sees both paths of a file that was moved', async () => {
    const watched = await watch();
    git('mv', 'a.txt', 'moved.txt');
    commit('b.txt');

    expect((await watched.settled())[0]).toBe('a.txt,b.txt,moved.txt');
    await watched.ended();
  });

  test('follows the branch that was checked out at the start, and no other', async () => {
    const watched = await watch();
    git('switch', '--quiet', '--create', 'other');
    commit('b.txt');

    expect(await watched.settled()).toEqual([]);
    await watched.ended();
  });

  test('waits for no commit when no branch is checked out, and says so', async () => {
    git('switch', '--quiet', '--detach');
    const watched = await watch();
    commit('b.txt');

    expect(await watched.settled()).toEqual([expect.stringMatching(/no branch is checked out/)]);
    await watched.ended();
  });
});
