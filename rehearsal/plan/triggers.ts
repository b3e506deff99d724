import { minimatch } from 'minimatch';
import { z } from 'zod';

/** Includes and excludes, as globs. Without includes everything is included. */
export interface Globs {
  readonly includes: readonly string[];
  readonly excludes: readonly string[];
}

/** One of `Triggers[].GitConfiguration.Push[]`: pushes of a branch that start an execution. */
export interface PushFilter {
  readonly sourceAction: string;
  /** Unset: the source action's own branch. */
  readonly branches?: Globs;
  readonly files?: Globs;
}

/** A push of commits to a branch. */
export interface Push {
  readonly branch: string;
  /** Paths of the files that the push changes. */
  readonly files: readonly string[];
}

/** A pipeline's source: when it starts executions. */
export interface PushSource {
  readonly name: string;
  /** Unset: an object in a bucket, which every push replaces. */
  readonly branch?: string | undefined;
  /** Every push of the branch starts an execution. */
  readonly detectChanges: boolean;
}

const globs = z
  .strictObject({
    Includes: z.array(z.string()).default([]),
    Excludes: z.array(z.string()).default([]),
  })
  .transform(({ Includes, Excludes }): Globs => ({ includes: Includes, excludes: Excludes }));

// Strict: with an unknown filter, AWS would start other executions than the rehearsal.
const triggerSchema = z.strictObject({
  ProviderType: z.literal('CodeStarSourceConnection'),
  GitConfiguration: z.strictObject({
    SourceActionName: z.string(),
    Push: z
      .array(
        z.strictObject({
          Branches: globs.optional(),
          FilePaths: globs.optional(),
          Tags: globs.optional(),
        }),
      )
      .optional(),
    // Opened, updated or closed pull requests. The rehearsal has only pushes.
    PullRequest: z.array(z.unknown()).optional(),
  }),
});

/**
 * `Triggers` of a pipeline, as filters of branch pushes. It leaves out filters of tags and of pull requests,
 * because no push of a branch matches them.
 * https://docs.aws.amazon.com/codepipeline/latest/userguide/pipelines-triggers.html
 */
export const triggersSchema = z
  .array(triggerSchema)
  .default([])
  .transform((triggers): PushFilter[] =>
    triggers.flatMap(
      ({ GitConfiguration: { SourceActionName: sourceAction, Push, PullRequest } }) => {
        // Without any filter, every push of the source's branch starts an execution.
        if (Push === undefined && PullRequest === undefined) return [{ sourceAction }];
        return (Push ?? []).flatMap(({ Branches, FilePaths, Tags }) =>
          Tags !== undefined && Branches === undefined && FilePaths === undefined
            ? []
            : [
                {
                  sourceAction,
                  ...(Branches && { branches: Branches }),
                  ...(FilePaths && { files: FilePaths }),
                },
              ],
        );
      },
    ),
  );

/**
 * Why a push starts no execution; `undefined` if it starts one. The branch must be included and not excluded,
 * and so must one of the push's files.
 * https://docs.aws.amazon.com/codepipeline/latest/userguide/pipelines-filter.html
 */
export function reasonNotToStart(
  push: Push,
  filters: readonly PushFilter[],
  sources: readonly PushSource[],
): string | undefined {
  const isOf = ({ branch = push.branch }: PushSource) => branch === push.branch;
  if (sources.some((source) => source.detectChanges && isOf(source))) {
    return undefined;
  }
  if (filters.length === 0) {
    return `the pipeline has no trigger for pushes, and its source does not detect changes of ${push.branch}`;
  }
  const ofBranch = filters.filter(({ sourceAction, branches }) => {
    if (branches) return passes(push.branch, branches);
    return sources.some(({ name, branch }) => name === sourceAction && branch === push.branch);
  });
  if (ofBranch.length === 0) return `no trigger of the pipeline is for the branch ${push.branch}`;
  const starts = ofBranch.some(
    ({ files }) => files === undefined || push.files.some((file) => passes(file, files)),
  );
  return starts ? undefined : "the pipeline's path filters leave its files out";
}

function passes(name: string, { includes, excludes }: Globs): boolean {
  const matches = (patterns: readonly string[]) =>
    patterns.some((glob) => minimatch(name, glob, { dot: true }));
  return (includes.length === 0 || matches(includes)) && !matches(excludes);
}
