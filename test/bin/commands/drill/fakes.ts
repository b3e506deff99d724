import type { DrillCloud, DrillPorts, Leftovers } from '../../../../bin/commands/drill/ports';
import { main } from '../../../../bin/commands/terminal/main';
import { waypostProgram } from '../../../../bin/commands/program';
import { config, projectOf } from '../fakes';

export const SOURCE = 'storage-Submissions-1';
export const SIDE = 'waypost-dev-restore-drill-20261124T120000';

export interface World {
  readonly account?: string;
  readonly items?: Readonly<Record<string, string>>;
  readonly recovery?: boolean;
  readonly leftovers?: Leftovers;
  readonly answer?: string;
  /** What a restored table holds instead of what the source did. */
  readonly restored?: Readonly<Record<string, string>>;
  /** Runs before a call of the cloud, and may fail or interrupt it. */
  readonly before?: (call: keyof DrillCloud, world: Running) => void;
}

/** The world as it is while a drill runs. */
export interface Running {
  readonly tables: Map<string, Map<string, string>>;
  interrupt(): void;
}

/** An environment whose clock goes on by a second each time that somebody looks at it. */
export function fakeWorld(world: World = {}) {
  let now = Date.parse('2026-11-24T12:00:00.000Z') - 1000;
  const tables = new Map([[SOURCE, new Map(Object.entries(world.items ?? {}))]]);
  const backups = new Set<string>();
  const busy = new Map<string, number>();
  const calls: string[] = [];
  const out: string[] = [];
  const notes: string[] = [];
  let controller = new AbortController();
  const running: Running = {
    tables,
    interrupt: () => {
      controller.abort();
    },
  };

  function called(call: keyof DrillCloud, of: string) {
    calls.push(`${call} ${of}`);
    world.before?.(call, running);
  }

  function restore(target: string) {
    const items = world.restored ?? Object.fromEntries(tables.get(SOURCE) ?? []);
    tables.set(target, new Map(Object.entries(items)));
    busy.set(target, 2);
  }

  const cloud: DrillCloud = {
    accountId: () => Promise.resolve(world.account ?? '222222222222'),
    submissionsTable: () => Promise.resolve(SOURCE),
    fingerprints: async (table) => {
      called('fingerprints', table);
      return Promise.resolve(new Map(tables.get(table)));
    },
    latestRestorable: async () =>
      Promise.resolve(world.recovery === false ? undefined : new Date(now - 5000)),
    restoreToPointInTime: async (source, target) => {
      called('restoreToPointInTime', source);
      restore(target);
      return Promise.resolve();
    },
    makeBackup: async (table, name) => {
      called('makeBackup', table);
      backups.add(name);
      return Promise.resolve(name);
    },
    backupIsReady: () => Promise.resolve(true),
    restoreBackup: async (backup, target) => {
      called('restoreBackup', backup);
      restore(target);
      return Promise.resolve();
    },
    tableState: async (table) => {
      called('tableState', table);
      const left = busy.get(table) ?? 0;
      busy.set(table, left - 1);
      if (!tables.has(table)) return Promise.resolve('absent');
      return Promise.resolve(left > 0 ? 'busy' : 'ready');
    },
    removeTable: async (table) => {
      called('removeTable', table);
      if ((busy.get(table) ?? 0) > 0) throw new Error('ResourceInUseException');
      tables.delete(table);
      return Promise.resolve();
    },
    removeBackup: async (backup) => {
      called('removeBackup', backup);
      backups.delete(backup);
      return Promise.resolve();
    },
    leftovers: () => Promise.resolve(world.leftovers ?? { tables: [], backups: [] }),
  };

  const ports: DrillPorts = {
    open: () => cloud,
    desk: {
      write: (text) => out.push(text),
      note: (line) => notes.push(line),
      isScreen: false,
      ask: () => Promise.resolve(world.answer),
      save: () => Promise.reject(new Error('a drill saves nothing')),
      now: () => new Date((now += 1000)),
    },
    process: {
      pause: () => Promise.resolve(),
      interruptible: (work) => {
        controller = new AbortController();
        return work(controller.signal);
      },
    },
  };
  return { ports, tables, backups, calls, out, notes };
}

/** What a shell would see of `waypost drill <line>`. */
export async function drill(line: string, world: World = {}) {
  const fake = fakeWorld(world);
  const program = waypostProgram(projectOf(config), {
    drill: () => fake.ports,
  });
  const errors: string[] = [];
  const tell = (text: string) => errors.push(text);
  const [command] = program.commands.filter((one) => one.name() === 'drill');
  for (const one of [program, command, ...(command?.commands ?? [])]) {
    one?.configureOutput({ writeOut: tell, writeErr: tell });
  }
  const code = await main(program, ['drill', ...line.split(' ')], tell);
  return {
    ...fake,
    code: code ?? 0,
    stdout: fake.out.join(''),
    stderr: [...fake.notes, ...errors].join('\n'),
  };
}
