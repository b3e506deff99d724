import { minimatch } from 'minimatch';
import type { PathFilter } from './plan';

/**
 * Whether a push of these files starts an execution: one of them must be included, or everything
 * is, and not excluded.
 * https://docs.aws.amazon.com/codepipeline/latest/userguide/pipelines-filter.html
 */
export function startsExecution(files: readonly string[], filters: readonly PathFilter[]): boolean {
  if (filters.length === 0) return true;
  const matches = (file: string, globs: readonly string[]) =>
    globs.some((glob) => minimatch(file, glob, { dot: true }));
  return filters.some(({ includes, excludes }) =>
    files.some(
      (file) => (includes.length === 0 || matches(file, includes)) && !matches(file, excludes),
    ),
  );
}
