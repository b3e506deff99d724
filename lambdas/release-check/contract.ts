import { createHash } from 'node:crypto';

/** Where the artifact bucket keeps what was reviewed and released: longer than the artifacts. */
export const RELEASES_PREFIX = 'releases/';

/** Files that the diff step writes for each release that waits for approval. */
export const RELEASE_FILES = {
  /** `ReleaseRecord` as JSON. */
  record: 'release.json',
  page: 'diff.html',
  markdown: 'diff.md',
  /** CycloneDX, of what the release deploys. */
  sbom: 'sbom.cdx.json',
} as const;

/** Key of a file of a release, or the prefix of all of an environment's without `executionId`. */
export function releaseKey(environment: string, executionId: string, file: string): string {
  return `${RELEASES_PREFIX}${environment}/${executionId}/${file}`;
}

/** What a person approves: the state that the diff was made against, and what comes next. */
export interface ReleaseRecord {
  readonly version: 1;
  readonly environment: string;
  readonly executionId: string;
  readonly commit: string;
  /** ISO 8601. */
  readonly reviewedAt: string;
  /** As shown at the approval. */
  readonly summary: string;
  readonly stacks: readonly ReviewedStack[];
  readonly assets: readonly ReviewedAsset[];
}

export interface ReviewedStack {
  readonly stackName: string;
  readonly region: string;
  /** Null for a stack that is not there yet. */
  readonly deployed: {
    readonly templateHash: string;
    /** ISO 8601, of its last update, or of its creation. */
    readonly lastUpdated: string;
  } | null;
  readonly nextTemplateHash: string;
}

export interface ReviewedAsset {
  /** Construct path of the function or the deployment that holds it. */
  readonly path: string;
  readonly hash: string;
  readonly bytes: number;
  /** Package -> version, of what is bundled into it. */
  readonly packages: Readonly<Record<string, string>>;
}

/** SHA-256 of a template, whatever the order of its keys. */
export function templateHash(template: string): string {
  const sorted = JSON.stringify(JSON.parse(template), (_, value: unknown) =>
    value !== null && typeof value === 'object' && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
      : value,
  );
  return createHash('sha256').update(sorted).digest('hex');
}
