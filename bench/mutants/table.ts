/** What is read of Stryker's report. https://github.com/stryker-mutator/mutation-testing-elements/tree/master/packages/report-schema */
export interface MutationReport {
  readonly files: Readonly<Record<string, { readonly mutants: readonly { status: string }[] }>>;
}

/** A row of bench/mutants.md. A mutant that never ends is noticed; one that no test runs is not. */
export function rowOf(
  folder: string,
  { files }: MutationReport,
  { commit, date }: { readonly commit: string; readonly date: string },
): string {
  const all = Object.values(files).flatMap(({ mutants }) => mutants);
  const count = (...statuses: string[]) =>
    all.filter(({ status }) => statuses.includes(status)).length;
  const [noticed, survived, unrun] = [
    count('Killed', 'Timeout'),
    count('Survived'),
    count('NoCoverage'),
  ];
  const tried = noticed + survived + unrun;
  const share = tried === 0 ? 'none' : `${((100 * noticed) / tried).toFixed(1)} %`;
  const cells = [`\`${folder}\``, tried, noticed, survived, unrun, share, commit, date];
  return `| ${cells.join(' | ')} |`;
}

/** The page with this row in place of the folder's last one; a folder without one is an error. */
export function withRow(page: string, folder: string, row: string): string {
  const last = page.split('\n').find((line) => line.startsWith(`| \`${folder}\` `));
  if (last === undefined) throw new Error(`bench/mutants.md has no row for ${folder}.`);
  return page.replace(last, row);
}
