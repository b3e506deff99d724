import { CHANGELOG, changelogProblems } from '../../../release/before-merge/changelog';
import type { BranchHistory } from '../../../release/before-merge/git-history';
import { CheckFailure } from '../../../release/check-failure';
import { type AuditVerdict, judgeAudit } from '../../../release/supply-chain/audit';
import { AUDIT_THRESHOLD } from '../../../release/supply-chain/audit-threshold';
import { licenceProblems } from '../../../release/supply-chain/licences';
import type { CheckPorts } from './ports';

export interface CheckOutcome {
  /** Heading of the problems. */
  readonly heading: string;
  readonly problems: readonly string[];
  /** The text without problems. */
  readonly fine: string;
  readonly notes?: readonly string[];
}

export async function checkAudit(ports: CheckPorts): Promise<CheckOutcome> {
  return {
    heading: 'The audit found advisories. Fix each of them, or add an exception:',
    ...(await verdict(ports)),
    fine: `No package has an advisory of severity "${AUDIT_THRESHOLD}" or above without an exception.`,
  };
}

/** A registry that does not answer is one more problem. The other checks still run. */
async function verdict({ audit, exceptions, today }: CheckPorts): Promise<AuditVerdict> {
  try {
    return judgeAudit(await audit(), exceptions, today);
  } catch (error) {
    if (error instanceof CheckFailure && error.code === 'AUDIT_UNAVAILABLE')
      return { problems: [error.message], notes: [] };
    throw error;
  }
}

export function checkLicences({ lockfile }: CheckPorts): CheckOutcome {
  const packages = lockfile();
  return {
    heading: 'Packages with a licence that is not accepted:',
    problems: licenceProblems(packages),
    fine: `The licences of ${Object.keys(packages.packages).length - 1} packages are accepted.`,
  };
}

export async function checkSecrets({ sources, secretsIn }: CheckPorts): Promise<CheckOutcome> {
  const texts = sources();
  return {
    heading:
      'Secrets in the source files. Revoke each secret, then remove it (it is not printed here):',
    problems: await secretsIn(texts),
    fine: `No secret in ${texts.length} files.`,
  };
}

export async function checkSynthesis({ synthesisDifferences }: CheckPorts): Promise<CheckOutcome> {
  return {
    heading:
      'Two syntheses of these sources differ. The pipeline would update itself for ever. ' +
      'Look for dates, random names, look-ups, and folders read in no fixed order. Files that differ:',
    problems: await synthesisDifferences(),
    fine: 'Two syntheses in two folders are the same.',
  };
}

/** Checks that need the history. */
export async function checkHistory(
  { secretsIn, messageProblems }: CheckPorts,
  { commits, added, before, after }: BranchHistory,
): Promise<CheckOutcome[]> {
  const count = `${commits.length} commits`;
  return [
    {
      heading: 'Commit messages that are not Conventional Commits:',
      problems: await messageProblems(commits),
      fine: `The messages of ${count} are Conventional Commits.`,
    },
    {
      heading: 'The changelog is incomplete:',
      problems: changelogProblems(commits, await before(CHANGELOG), await after(CHANGELOG)),
      fine: 'The changelog has what the people who deploy notice.',
    },
    {
      heading: 'Secrets in commits. A later commit cannot remove them. Revoke each:',
      problems: await secretsIn(added),
      fine: `No secret in ${count}.`,
    },
  ];
}
