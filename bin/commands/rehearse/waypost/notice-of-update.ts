import {
  MUTATION_PERMISSIONS,
  MUTATION_SUMMARY_VARIABLE,
} from '../../../../release/mutation/contract';

/** What an update of the pipeline lets somebody do more, as nobody may have been asked. */
export function noticeOfUpdate(variables: Readonly<Record<string, string>>): string | undefined {
  const [counts = '', ...lines] = (variables[MUTATION_SUMMARY_VARIABLE] ?? '').split('\n');
  if (!counts.startsWith(MUTATION_PERMISSIONS) || counts.includes(': 0 broader, 0 not rated')) {
    return undefined;
  }
  const grants = lines.filter((line) => /^- (?:broader|not rated): /.test(line));
  return [counts, ...grants].join('\n');
}
