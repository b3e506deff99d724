import satisfies from 'spdx-satisfies';
import { ACCEPTED_LICENCES, IN_TESTS_ALONE } from './accepted-licences';
import { isExpression, licencesOf } from './declared-licences';
import { type Lockfile, nameOf } from './lockfile';

/** Packages of a lockfile whose licence is not accepted, each with all its licences. */
export function licenceProblems({ packages }: Lockfile): string[] {
  return Object.entries(packages)
    .filter(([path]) => path !== '')
    .map(([path, one]) => ({ path, name: nameOf(path), licences: licencesOf(one) }))
    .filter(
      ({ name, licences }) =>
        !Object.hasOwn(IN_TESTS_ALONE, name) &&
        !(licences.length > 0 && licences.every(isAccepted)),
    )
    .map(
      ({ path, licences }) =>
        `${path}: ${licences.join(', and by name beside it ') || 'no licence'}. Accept the licence with a ` +
        'reason in release/supply-chain/accepted-licences.ts, or do without the package',
    );
}

/** A person must read a name that is no expression of SPDX, and accept it as it is written. */
export function isAccepted(licence: string): boolean {
  if (Object.hasOwn(ACCEPTED_LICENCES, licence)) return true;
  return (
    isExpression(licence) && satisfies(licence, Object.keys(ACCEPTED_LICENCES).filter(isExpression))
  );
}
