import type { Config, EnvironmentConfig } from './config';
import { listed, type Problem } from './config-error';
import { dmarcAdvice, isDmarc } from './mail/dmarc-text';
import { mailTextAdvice } from './mail/mail-texts';
import { isSpf, spfAdvice } from './mail/spf';
import { spfWarnings } from './mail/spf-rules';
import { targetWarnings } from './zone/target-rules';

/** Values that are accepted but do not do what they say, or will not when the zone is delegated. */
export function configWarnings({ environments }: Pick<Config, 'environments'>): readonly Problem[] {
  return [
    ...targetWarnings(environments),
    ...spfWarnings(environments),
    ...environments.flatMap((environment, index) =>
      environment.records.flatMap((record, position) =>
        recordWarnings(record, environment).map((warning) => ({
          path: `environments[${index}].records[${position}]`,
          ...warning,
        })),
      ),
    ),
  ];
}

function recordWarnings(
  record: EnvironmentConfig['records'][number],
  { dnssec }: EnvironmentConfig,
): Omit<Problem, 'path'>[] {
  if (record.type === 'TXT') {
    return [
      ...record.values.filter(isSpf).flatMap((text) => spfAdvice(text, record.name === '@')),
      ...record.values.filter(isDmarc).flatMap(dmarcAdvice),
      ...mailTextAdvice(record.name, record.values),
    ];
  }
  if (record.type !== 'TLSA' || dnssec !== undefined) return [];
  return [
    {
      found: `${record.name} TLSA`,
      expected:
        'a signed zone: in an unsigned zone nobody reads TLSA records (RFC 6698, section 4.1)',
      fix: "sign the zone (dnssec: 'signing'), or remove the record",
    },
  ];
}

/** The warnings as text for the person who deploys. */
export function warningText(warnings: readonly Problem[]): string {
  return listed('warning', warnings);
}
