import {
  MUTATION_PERMISSIONS,
  MUTATION_SUMMARY_VARIABLE,
} from '../../../../release/mutation/contract';

/** Says which permissions an update of the pipeline adds: perhaps nobody has approved them. */
export function noticeOfUpdate(variables: Readonly<Record<string, string>>): string | undefined {
  const [counts = '', ...lines] = (variables[MUTATION_SUMMARY_VARIABLE] ?? '').split('\n');
  if (!counts.startsWith(MUTATION_PERMISSIONS) || counts.includes(': 0 broader, 0 not rated')) {
    return undefined;
  }
  const grants = lines.filter((line) => /^- (?:broader|not rated): /.test(line));
  return [counts, ...grants].join('\n');
}
