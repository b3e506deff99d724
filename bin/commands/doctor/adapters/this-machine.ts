import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { statfsSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import type { MachineView } from '../ports';

/** The machine that this process runs on. */
export const thisMachine: MachineView = {
  node: process.versions.node,

  async python() {
    const { findPython } = await import('../../../setup/find-python.mjs');
    return findPython();
  },

  git() {
    try {
      return execFileSync('git', ['--version'], { encoding: 'utf8' }).trim();
    } catch {
      return undefined;
    }
  },

  freeBytes() {
    const { bavail, bsize } = statfsSync(tmpdir());
    return bavail * bsize;
  },

  async openPort() {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    server.close();
  },
};
