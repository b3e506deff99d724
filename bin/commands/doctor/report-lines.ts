import type { DoctorReport } from './report';

/** For a person. */
export function reportLines({ examined, skipped }: DoctorReport): string {
  return [
    ...examined.flatMap(({ name, account, region, findings }) => [
      `${name} (account ${account}, ${region})`,
      ...findings.flatMap(({ verdict, says, remedy = [] }) => [
        `  ${verdict.padEnd(5)}  ${says}`,
        ...remedy.map((line) => `         ${line}`),
      ]),
      '',
    ]),
    ...skipped.map(
      ({ name, account }) =>
        `${name}: not examined, because the credentials are not of account ${account}`,
    ),
    ...(skipped.length > 0 ? [''] : []),
  ].join('\n');
}
