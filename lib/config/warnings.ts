import type { Config } from './config';
import { listed, type Problem } from './config-error';
import { namesTheApex } from './spf';
import { targetWarnings } from './target-relations';

/** What is taken and yet does not do what it says, or will not once a zone is delegated; empty for nothing. */
export function configWarnings({ environments }: Pick<Config, 'environments'>): readonly Problem[] {
  return [
    ...targetWarnings(environments),
    ...environments.flatMap(({ records }, index) =>
      records.flatMap((record, position) =>
        record.type === 'TXT' && record.name === '@'
          ? record.values.filter(namesTheApex).map((found) => ({
              path: `environments[${index}].records[${position}]`,
              found,
              expected:
                'senders that mail for you: "a" is the contact page once the zone is delegated',
              fix: 'name the server that mails for you by ip4 or ip6, and remove "a"',
            }))
          : [],
      ),
    ),
  ];
}

/** As text for who deploys. */
export function warningText(warnings: readonly Problem[]): string {
  return listed('warning', warnings);
}
