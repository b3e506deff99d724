import { createRequire } from 'node:module';
import { InvalidArgumentError } from 'commander';
import { normalizeAddress } from '../../../lambdas/contact-form/core/normalize';
import { LONGEST_NOTE } from '../../../lambdas/submissions/stored-submission';

/** A day begins at midnight UTC. Times are shown in UTC, too. */
export function parseSince(text: string): Date {
  // Loaded late: otherwise `--help` of every command would wait for it.
  const { z } = createRequire(__filename)('zod') as typeof import('zod');
  const since = z.union([z.iso.date(), z.iso.datetime({ offset: true })]);
  if (since.safeParse(text).success) return new Date(text);
  throw new InvalidArgumentError('Write a day, such as 2026-11-24, or 2026-11-24T09:15:00Z.');
}

/** A loose check: the address is only compared with stored ones. */
export function parseAddress(text: string): string {
  const address = normalizeAddress(text);
  if (/^[^\s@]+@[^\s@]+$/.test(address)) return address;
  throw new InvalidArgumentError('Write an address, such as visitor@example.com.');
}

export function parseNote(text: string): string {
  if (text.length <= LONGEST_NOTE) return text;
  throw new InvalidArgumentError(
    `It has ${text.length} characters. Write at most ${LONGEST_NOTE}.`,
  );
}
