import type { Finding } from './finding';
import type { DoctorReport } from './report';

/** Lines about the accounts, for a person. */
export function reportLines({ examined, skipped }: DoctorReport): string {
  return [
    ...examined.flatMap(({ name, account, region, findings }) => [
      `${name} (account ${account}, ${region})`,
      ...findings.flatMap(findingLines),
      '',
    ]),
    ...skipped.map(({ name, why }) => `${name}: not examined, because ${why}`),
    ...(skipped.length > 0 ? [''] : []),
  ].join('\n');
}

/** Lines about the machine that the doctor runs on, for a person. */
export function machineLines(findings: readonly Finding[]): string {
  return ['this machine', ...findings.flatMap(findingLines), '', ''].join('\n');
}

function findingLines({ verdict, says, remedy = [] }: Finding): string[] {
  return [`  ${verdict.padEnd(5)}  ${says}`, ...remedy.map((line) => `         ${line}`)];
}
