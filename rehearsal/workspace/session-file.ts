import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { isAlive } from './sweep';

/** A rehearsal that is up, and where its cloud answers. */
const sessionSchema = z.object({
  /** `http://127.0.0.1:<port>` */
  endpoint: z.url(),
  /** Of the rehearsal's own process. */
  pid: z.int().positive(),
  /** Of its console, with the token. */
  console: z.url().optional(),
});
export type Session = z.infer<typeof sessionSchema>;

function sessionPath(repository: string): string {
  return join(repository, '.waypost', 'session.json');
}

/** Tells other processes of a rehearsal; of two in one repository, the later one stands. */
export function writeSession(repository: string, session: Session): void {
  const path = sessionPath(repository);
  mkdirSync(dirname(path), { recursive: true });
  const draft = `${path}.${session.pid}`;
  // The token lets in whoever can read it.
  writeFileSync(draft, `${JSON.stringify(session)}\n`, { mode: 0o600 });
  renameSync(draft, path);
}

/** Removes the file unless it is another rehearsal's. Synchronous, for a process that is ending. */
export function removeSession(repository: string, pid: number): void {
  if (read(repository)?.pid === pid) rmSync(sessionPath(repository), { force: true });
}

/** The rehearsal that is up; `undefined` for none, and for one that died without a word. */
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
  try {
    return sessionSchema.safeParse(JSON.parse(text)).data;
  } catch (error) {
    // Whoever wrote that was not us, or was cut off: no rehearsal can be found by it.
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
