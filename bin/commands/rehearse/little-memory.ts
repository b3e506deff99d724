import { setDefaultHighWaterMark } from 'node:stream';
import { setFlagsFromString } from 'node:v8';

/** V8's space for new objects stays as small as it begins. It would grow to 32 MB, and keep them. */
const SMALL_NEW_SPACE = '--semi-space-growth-factor=1';

/** Bytes that a stream reads at once. Node 22 and newer read 64 KB: after a copied artifact, 50 MB of them wait for V8. */
const READ_BYTES = 16 * 1024;

/** Makes this process a small one: a rehearsal mostly waits, beside builds that need the memory. */
export function useLittleMemory(): void {
  setFlagsFromString(SMALL_NEW_SPACE);
  setDefaultHighWaterMark(false, READ_BYTES);
}
