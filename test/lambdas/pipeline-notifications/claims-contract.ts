import { randomUUID } from 'node:crypto';
import type { NotificationClaims } from '../../../lambdas/pipeline-notifications/ports';

/** What the function relies on, of S3 and of the fake that stands for it. */
export const CLAIMS_CONTRACT: readonly [string, (claims: NotificationClaims) => Promise<void>][] = [
  [
    'are one owner’s, however often it asks',
    async (claims) => {
      const key = randomUUID();
      expect(await claims.claim(key, 'one')).toBe(true);
      expect(await claims.claim(key, 'other')).toBe(false);
      expect(await claims.claim(key, 'one')).toBe(true);
      expect(await claims.claim(randomUUID(), 'other')).toBe(true);
    },
  ],
  [
    'are nobody’s once they are settled',
    async (claims) => {
      const key = randomUUID();
      await claims.claim(key, 'one');
      await claims.settle(key);
      expect(await claims.claim(key, 'one')).toBe(false);
    },
  ],
  [
    'are anybody’s once they are given back',
    async (claims) => {
      const key = randomUUID();
      await claims.claim(key, 'one');
      await claims.release(key);
      expect(await claims.claim(key, 'other')).toBe(true);
    },
  ],
];
