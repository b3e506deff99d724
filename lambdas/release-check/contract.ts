import { createHash } from 'node:crypto';
import { isJsonObject } from '../shared/json-object';
import type { StackAddress } from '../shared/stack-address';
import type { EnvOf } from '../shared/env';

/** Where the artifact bucket keeps what was reviewed and released: longer than the artifacts. */
export const RELEASES_PREFIX = 'releases/';

/** The stage before the pipeline updates itself, which may wait for a person; its files are in a folder of this name. */
export const PIPELINE_REVIEW_STAGE = 'ReviewPipeline';

/** Files that the diff step writes for each release that waits for approval. */
export const RELEASE_FILES = {
  /** `ReleaseRecord` as JSON. */
  record: 'release.json',
  page: 'diff.html',
  markdown: 'diff.md',
  /** `NewGrant[]` (release/review/contract.ts) as JSON, for programs. */
  grants: 'grants.json',
  /** CycloneDX, of what the release deploys. */
  sbom: 'sbom.cdx.json',
} as const;

/** Key of a file of a release, or the prefix of all of an environment's without `executionId`. */
export function releaseKey(environment: string, executionId: string, file: string): string {
  return `${RELEASES_PREFIX}${environment}/${executionId}/${file}`;
}

/** The page of a release in the console: who opens it signs in first. A presigned link would expire before the approval. */
export function releasePage(
  { region, bucket }: { readonly region: string; readonly bucket: string },
  environment: string,
  executionId: string,
): string {
  const key = releaseKey(environment, executionId, RELEASE_FILES.page);
  return `https://${region}.console.aws.amazon.com/s3/object/${bucket}?region=${region}&prefix=${key}`;
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

export interface ReviewedStack extends StackAddress {
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
    isJsonObject(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
      : value,
  );
  return createHash('sha256').update(sorted).digest('hex');
}

/**
 * Environment variables of the function that checks, after the approval, whether the review is
 * still valid.
 */
export const RELEASE_CHECK_ENV = {
  /** Name of the environment, which the pipeline's stage has, too. */
  environment: 'RELEASE_ENVIRONMENT',
  /** Role in the environment's account that may read the stacks. */
  readerRoleArn: 'RELEASE_READER_ROLE_ARN',
  /** Name of the artifact bucket. */
  bucket: 'RELEASE_BUCKET',
  /** Name of the pipeline. */
  pipeline: 'RELEASE_PIPELINE',
  /** See `formatWindow`. */
  window: 'DEPLOYMENT_WINDOW',
} as const;

export type ReleaseCheckEnv = EnvOf<typeof RELEASE_CHECK_ENV>;

/** When stacks may begin to change. */
export interface DeploymentWindow {
  /** Five fields of cron; each minute that it names is inside. */
  readonly cron: string;
  /** By its name in the IANA database. */
  readonly timeZone: string;
}

export const ALWAYS_OPEN: DeploymentWindow = { cron: '* * * * *', timeZone: 'UTC' };

/** `* 9-16 * * 1-4 Europe/Berlin` */
export function formatWindow({ cron, timeZone }: DeploymentWindow): string {
  return `${cron} ${timeZone}`;
}

/** Throws on anything that `formatWindow` does not write. */
export function parseWindow(text: string): DeploymentWindow {
  const fields = text.split(/\s+/);
  const timeZone = fields.pop() ?? '';
  if (fields.length !== 5) {
    throw new Error(
      `expected "<five fields of cron> <time zone>" in ${RELEASE_CHECK_ENV.window}, found "${text}"`,
    );
  }
  return { cron: fields.join(' '), timeZone };
}
