/** Of these domains the nearest one above `domain`: whose zone has to delegate it. */
export function parentDomain<Domain extends string>(
  domain: string,
  domains: readonly Domain[],
): Domain | undefined {
  return domains
    .filter((one) => domain.endsWith(`.${one}`))
    .reduce<Domain | undefined>(
      (nearest, one) => (nearest === undefined || one.length > nearest.length ? one : nearest),
      undefined,
    );
}

/** A name as records of the zone have it: `dev` for `dev.example.com` in `example.com`. */
export function relativeName(domain: string, zone: string): string {
  return domain.slice(0, -zone.length - 1);
}
