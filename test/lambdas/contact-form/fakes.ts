import { jsonLogger } from '../../../lambdas/shared/logger';

export const ID = '7f9c2ba4-e88f-4ce0-9d3a-5f1de1a30d11';

/** A logger whose lines can be read back. */
export function fakeLog() {
  const lines: string[] = [];
  return {
    log: jsonLogger((line) => lines.push(line)),
    text: () => lines.join(''),
    entries: () => lines.map((line) => JSON.parse(line) as Record<string, unknown>),
  };
}
