import type { Report } from '../report/report-schema';

/** The console and the report have all. */
const SHOWN_DENIALS = 3;

/** `permissions: 657 calls allowed, none denied; of 52 new grants in prod 15 never exercised` */
export function permissionLines({ allowed, denied, newGrants }: Report['permissions']): string[] {
  const denials = denied.reduce((sum, { count }) => sum + count, 0);
  const grants = newGrants.slice(-1).map(({ environment, neverExercised, ...rest }) => {
    const all = rest.used + rest.usedInPart + rest.notCounted + neverExercised.length;
    return `; of ${all} new grants in ${environment} ${neverExercised.length} never exercised`;
  });
  return [
    `permissions: ${allowed} calls allowed, ${denials === 0 ? 'none' : denials} denied${grants.join('')}`,
    ...denied
      .slice(0, SHOWN_DENIALS)
      .map(
        ({ by, action, resources, advice }) =>
          `  denied to ${by}: ${action} on ${resources.join(', ')}. ${advice}`,
      ),
  ];
}
