import type { Report } from './report-schema';

type Endpoint = Report['endpoints'][number];

/** The name of an endpoint, with its environment where others have the name, too. */
export function labelOf(
  { name, environment }: Endpoint,
  endpoints: readonly Pick<Endpoint, 'name'>[],
): string {
  const alone = endpoints.filter((one) => one.name === name).length < 2;
  return alone ? name : `${name} in ${environment}`;
}
