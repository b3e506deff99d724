import { setDefaultHighWaterMark } from 'node:stream';
import { setFlagsFromString } from 'node:v8';

/** V8's space for new objects stays as small as it begins. It would grow to 32 MB, and keep them. */
const SMALL_NEW_SPACE = '--semi-space-growth-factor=1';

/** Bytes that a stream reads at once. Of Node's 64 KB, a copied artifact leaves so many behind that 50 MB wait for V8. */
const READ_BYTES = 16 * 1024;

/** Makes this process a small one: a rehearsal mostly waits, beside builds that need the memory. */
export function useLittleMemory(): void {
  setFlagsFromString(SMALL_NEW_SPACE);
  setDefaultHighWaterMark(false, READ_BYTES);
}
