import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { jsonOf } from '../json-of';
import { isAlive } from './sweep';

/** A running rehearsal, and the address of its cloud. */
const sessionSchema = z.object({
  /** `http://127.0.0.1:<port>` */
  endpoint: z.url(),
  /** Id of the rehearsal's own process. */
  pid: z.int().positive(),
  /** Address of its console, with the token. */
  console: z.url().optional(),
});
export type Session = z.infer<typeof sessionSchema>;

function sessionPath(repository: string): string {
  return join(repository, '.waypost', 'session.json');
}

/** Tells other processes about a rehearsal. If a repository has two, the later one counts. */
export function writeSession(repository: string, session: Session): void {
  const path = sessionPath(repository);
  mkdirSync(dirname(path), { recursive: true });
  const draft = `${path}.${session.pid}`;
  // The token admits everybody who can read it.
  writeFileSync(draft, `${JSON.stringify(session)}\n`, { mode: 0o600 });
  renameSync(draft, path);
}

/** Removes the file, unless it belongs to another rehearsal. Synchronous, because the process is ending. */
export function removeSession(repository: string, pid: number): void {
  if (read(repository)?.pid === pid) rmSync(sessionPath(repository), { force: true });
}

/** The running rehearsal; `undefined` if there is none, or it was killed. */
export function findSession(repository: string): Session | undefined {
  const session = read(repository);
  return session !== undefined && isAlive(session.pid) ? session : undefined;
}

function read(repository: string): Session | undefined {
  let text: string;
  try {
    text = readFileSync(sessionPath(repository), 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
  return sessionSchema.safeParse(jsonOf(text)).data;
}
