import satisfies from 'spdx-satisfies';
import { ACCEPTED_LICENCES, IN_TESTS_ALONE } from './accepted-licences';
import { type Lockfile, nameOf } from './lockfile';

/** Packages of a lockfile under a licence that nobody accepted, each with what it says. */
export function licenceProblems({ packages }: Lockfile): string[] {
  return Object.entries(packages)
    .filter(([path]) => path !== '')
    .map(([path, { license }]) => ({ path, name: nameOf(path), license }))
    .filter(({ name, license }) => !(name in IN_TESTS_ALONE) && !isAccepted(license))
    .map(
      ({ path, license }) =>
        `${path}: ${license ?? 'no licence'}. Accept the licence with a reason in ` +
        'release/supply-chain/accepted-licences.ts, or do without the package',
    );
}

export function isAccepted(license: string | undefined): boolean {
  try {
    return license !== undefined && satisfies(license, Object.keys(ACCEPTED_LICENCES));
  } catch (error) {
    // No expression of SPDX, such as "SEE LICENSE IN LICENSE.md": somebody has to read it.
    if (error instanceof Error) return false;
    throw error;
  }
}
