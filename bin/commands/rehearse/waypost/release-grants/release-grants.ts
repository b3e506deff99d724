import { z } from 'zod';
import {
  RELEASE_FILES,
  releaseKey,
  RELEASES_PREFIX,
} from '../../../../../lambdas/release-check/contract';
import { jsonOf } from '../../../../../rehearsal/json-of';
import type { ReleaseGrants } from '../../../../../rehearsal/app';
import type { ObjectAddress } from '../../../../../rehearsal/console/cloud/object-address';
import type { StoredObject } from '../../../../../rehearsal/console/cloud/s3-object';
import type { GrantView, ReleaseGrantsView } from '../../../../../rehearsal/console/cloud/views';
import type { Seen } from '../../../../../rehearsal/seen';
import { reachOf, useOf, type Delivered } from './grant-use';
import { withUse } from './used-page';

const names = z.object({ but: z.boolean(), patterns: z.array(z.string()) });

/** See release/review/contract.ts. */
const newGrants = z.array(
  z.object({
    rating: z.enum(['broader', 'not rated']),
    change: z.enum(['comes', 'goes', 'changes']),
    what: z.string(),
    resource: z.string(),
    principal: z.string(),
    condition: z.string(),
    type: z.string(),
    logicalId: z.string(),
    stackName: z.string(),
    allows: z
      .object({
        kind: z.enum(['role', 'boundary', 'trust', 'resource']),
        of: z.array(z.string()),
        principal: names,
        action: names,
        resource: names,
      })
      .optional(),
  }),
);

/** The new grants of releases, which their builds keep beside their pages. */
export function waypostGrants(config: Delivered): ReleaseGrants {
  return {
    of: (page, read, look) => releaseGrants(page, config, read, look),
    shownIn: withUse,
  };
}

/**
 * The new grants of a page's release, and how often each was used.
 * @returns undefined for another object, for a release by an older version, which kept no list, and for a file
 *   that is no such list: a build of the rehearsed commit has written it
 */
export async function releaseGrants(
  page: ObjectAddress,
  config: Delivered,
  read: (address: ObjectAddress) => Promise<StoredObject | undefined>,
  look: () => Promise<Seen>,
): Promise<ReleaseGrantsView | undefined> {
  const release = releaseOf(page);
  if (!release) return undefined;
  const { environment, executionId } = release;
  const key = releaseKey(environment, executionId, RELEASE_FILES.grants);
  const kept = await read({ ...page, key });
  if (!kept) return undefined;
  const parsed = newGrants.safeParse(jsonOf(kept.body.toString('utf8')));
  if (!parsed.success) return undefined;
  const seen = await look();
  const reach = reachOf(environment, executionId, config, seen);
  const grants = parsed.data.map((grant): GrantView => ({
    rating: grant.rating,
    what: grant.what,
    resource: grant.resource,
    principal: grant.principal,
    condition: grant.condition,
    saidBy: `${grant.type} ${grant.logicalId}`.trim(),
    stack: grant.stackName,
    use: useOf(grant, reach, seen.calls),
  }));
  return { environment, executionId, summary: summaryOf(grants), grants };
}

const KINDS = [
  ['never', 'never exercised'],
  ['partly', 'used in part'],
  ['used', 'used'],
  ['unseen', 'not counted'],
] as const;

function summaryOf(grants: readonly GrantView[]): string {
  const counts = KINDS.flatMap(([kind, words]) => {
    const number = grants.filter(({ use }) => use.kind === kind).length;
    return number === 0 ? [] : [`${number} ${words}`];
  });
  return `${grants.length} new grant${grants.length === 1 ? '' : 's'}: ${counts.join(', ')}`;
}

function releaseOf({ key }: ObjectAddress) {
  const [prefix, environment, executionId, file, ...rest] = key.split('/');
  const isPage =
    `${prefix ?? ''}/` === RELEASES_PREFIX && file === RELEASE_FILES.page && rest.length === 0;
  return isPage && environment && executionId ? { environment, executionId } : undefined;
}
