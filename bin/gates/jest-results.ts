import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';

type Result = Readonly<Record<string, unknown>>;

const OUTPUT = /^--outputFile=(.*)$/;

/**
 * Lets several runs of jest share one `--json --outputFile=<file>`. Each run writes its own file, and
 * `write` merges them: it adds the counts and joins the lists.
 */
export function mergeResults(given: readonly string[]) {
  const target = given.map((option) => OUTPUT.exec(option)?.[1]).find((file) => file !== undefined);
  const runs: string[] = [];
  return {
    options: (run: string) => {
      if (target === undefined) return given;
      runs.push(`${target}.${run}`);
      return given.map((option) => (OUTPUT.test(option) ? `${option}.${run}` : option));
    },
    write: () => {
      const written = runs.filter((file) => existsSync(file));
      if (target === undefined || written.length === 0) return;
      const all = written.map((file) => JSON.parse(readFileSync(file, 'utf8')) as Result);
      writeFileSync(target, JSON.stringify(all.reduce(merged)));
      for (const file of written) rmSync(file);
    },
  };
}

function merged(one: Result, other: Result): Result {
  const both = Object.entries(other).map(([key, value]) => [key, together(key, one[key], value)]);
  return { ...one, ...(Object.fromEntries(both) as Result) };
}

function together(key: string, one: unknown, other: unknown): unknown {
  if (key === 'success') return one === true && other === true;
  if (key === 'startTime') return one;
  if (typeof one === 'number' && typeof other === 'number') return one + other;
  if (Array.isArray(one) && Array.isArray(other))
    return [...(one as unknown[]), ...(other as unknown[])];
  return other;
}
