import {
  RELEASE_FILES,
  type ReleaseRecord,
  templateHash,
} from '../../lambdas/release-check/contract';
import type { ReleaseEnvironment } from '../assembly/files';
import type { ReleaseAssembly } from '../assembly/assembly';
import { renderHtml } from './page/html';
import { renderMarkdown } from './page/markdown';
import { pageOf } from './page/page';
import { renderSummary } from './page/summary';
import { compareEnvironment } from './diff/compare';
import type { DeployedStack } from './deployed-stack';
import { stacksLeftBehind } from './left-behind';
import type { ReleaseDiff } from './diff/model';
import type { ReleaseHistory, ReleaseStore, StackReader } from './ports';
import { expectRemovalsAllowed } from './diff/removals';

export interface Review {
  readonly diff: ReleaseDiff;
  readonly summary: string;
  readonly html: string;
  readonly markdown: string;
  readonly deployed: ReadonlyMap<string, DeployedStack>;
}

export interface ReviewOptions {
  readonly assembly: ReleaseAssembly;
  readonly environment: ReleaseEnvironment;
  readonly reader: StackReader;
  readonly now: Date;
  readonly commit?: string;
  /** Unset, the commits and the assets of the last release are not known. */
  readonly history?: { readonly executionId: string; readonly releases: ReleaseHistory };
}

/** Reads one environment and compares it with the cloud assembly. */
export async function compareWithAssembly(
  options: ReviewOptions,
): Promise<Pick<Review, 'diff' | 'deployed'>> {
  const { assembly, environment, reader, now, commit, history } = options;
  const stacks = assembly.stacksOf(environment.name);
  const deployed = new Map<string, DeployedStack>();
  const { project, regions } = assembly.settings;
  const [leftBehind] = await Promise.all([
    stacksLeftBehind(reader, { project, account: environment.name, delivered: stacks, regions }),
    ...stacks.map(async (stack) => {
      const found = await reader.read(stack);
      if (found) deployed.set(stack.stackName, found);
    }),
  ]);
  const lastRelease = await history?.releases.lastRelease(environment.name, history.executionId);
  const diff = compareEnvironment({
    project,
    environment,
    stacks,
    deployed,
    leftBehind,
    assets: assembly.assets,
    now,
    ...(commit !== undefined && { commit }),
    ...(history && { history: { lastRelease, commits: assembly.commits } }),
  });
  return { diff, deployed };
}

/** The same comparison, with its texts in every form. */
export async function reviewEnvironment(options: ReviewOptions): Promise<Review> {
  const { diff, deployed } = await compareWithAssembly(options);
  const page = pageOf(diff);
  return {
    diff,
    deployed,
    summary: renderSummary(diff),
    html: renderHtml(page),
    markdown: renderMarkdown(page),
  };
}

export interface ReleaseOptions extends ReviewOptions {
  readonly commit: string;
  readonly history: { readonly executionId: string; readonly releases: ReleaseHistory };
  readonly store: ReleaseStore;
  readonly print: (line: string) => void;
  /** Gets the summary before anything can fail. */
  readonly keepSummary: (summary: string) => void;
}

/**
 * Reviews a release, and keeps the files that its approval needs.
 * @throws {RemovalNotAllowed} after everything is kept
 */
export async function reviewRelease(options: ReleaseOptions): Promise<void> {
  const { diff } = await keepReview(options);
  const today = options.now.toISOString().slice(0, 10);
  expectRemovalsAllowed(options.environment.name, diff.removals, today);
}

/** Reviews a release and keeps all that there is to read of it. */
export async function keepReview(options: ReleaseOptions): Promise<Review> {
  const { assembly, store } = options;
  const review = await reviewEnvironment(options);
  options.keepSummary(review.summary);
  options.print(review.summary);
  await store.put(RELEASE_FILES.record, JSON.stringify(recordOf(options, review), undefined, 2));
  await store.put(RELEASE_FILES.page, review.html);
  await store.put(RELEASE_FILES.markdown, review.markdown);
  await store.put(RELEASE_FILES.grants, JSON.stringify(review.diff.grants));
  await store.put(RELEASE_FILES.sbom, assembly.sbom);
  return review;
}

function recordOf(
  { assembly, environment, commit, history, now }: ReleaseOptions,
  { summary, deployed }: Review,
): ReleaseRecord {
  const stacks = assembly.stacksOf(environment.name);
  const names = new Set(stacks.map(({ stackName }) => stackName));
  return {
    version: 1,
    environment: environment.name,
    executionId: history.executionId,
    commit,
    reviewedAt: now.toISOString(),
    summary,
    stacks: stacks.map(({ stackName, region, template }) => {
      const found = deployed.get(stackName);
      return {
        stackName,
        region,
        deployed: found
          ? { templateHash: templateHash(found.template), lastUpdated: found.lastUpdated }
          : null,
        nextTemplateHash: templateHash(template),
      };
    }),
    assets: assembly.assets
      .filter(({ stackName }) => names.has(stackName))
      .map(({ path, hash, bytes, packages }) => ({ path, hash, bytes, packages })),
  };
}
