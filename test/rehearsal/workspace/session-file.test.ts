import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  findSession,
  removeSession,
  writeSession,
} from '../../../rehearsal/workspace/session-file';

let repository: string;
beforeEach(() => {
  repository = mkdtempSync(join(tmpdir(), 'waypost-session-'));
});
afterEach(() => {
  rmSync(repository, { recursive: true });
});

const file = () => join(repository, '.waypost', 'session.json');
const endpoint = 'http://127.0.0.1:4566';
const alive = { endpoint, pid: process.pid };

describe('session file', () => {
  test('names the rehearsal that is up', () => {
    writeSession(repository, alive);
    expect(findSession(repository)).toEqual(alive);
  });

  test('is gone when the rehearsal has removed it', () => {
    writeSession(repository, alive);
    removeSession(repository, process.pid);
    expect(existsSync(file())).toBe(false);
    expect(findSession(repository)).toBeUndefined();
  });

  test('of a process that has ended names no rehearsal', () => {
    const { pid } = spawnSync(process.execPath, ['--version']);
    writeSession(repository, { endpoint, pid });
    expect(findSession(repository)).toBeUndefined();
  });

  test('of a later rehearsal stays when the earlier one ends', () => {
    writeSession(repository, alive);
    removeSession(repository, process.pid + 1);
    expect(findSession(repository)).toEqual(alive);
  });

  test.each(['', '{', '{"pid":1}', '[]', '{"endpoint":"nowhere","pid":1}'])(
    'that holds %j names no rehearsal',
    (text) => {
      mkdirSync(join(repository, '.waypost'));
      writeFileSync(file(), text);
      expect(findSession(repository)).toBeUndefined();
    },
  );
});
