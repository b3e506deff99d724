import { environmentNames } from '../../lib/naming';
import type { EnvironmentName } from '../../lib/types/branded';
import type { ReleaseAssembly } from '../assembly/assembly';
import type { ReleaseEnvironment } from '../assembly/files';
import type { StackReader } from '../review/ports';
import { expectRemovalsAllowed } from '../review/diff/removals';
import { type Review, reviewEnvironment } from '../review/review';

/** What the build of a pull request needs to show its changes. */
export interface DifferencePorts {
  readonly assembly: ReleaseAssembly;
  /** `undefined` when the environment's reader role does not admit the build, or does not exist. */
  readonly readerOf: (
    roleArn: string,
    environment: ReleaseEnvironment,
  ) => Promise<StackReader | undefined>;
  /** Stores a file of the pull request. Resolves with the address that shows it. */
  readonly keep: (file: string, content: string) => Promise<string>;
  /** Writes the comment, or changes it. Unset, no comment is written. */
  readonly comment?: ((markdown: string) => Promise<void>) | undefined;
  /** Why no comment is written. */
  readonly silence: string;
  readonly commit: string;
  readonly now: Date;
  readonly print: (line: string) => void;
}

/**
 * Shows what a pull request would change in each environment: a page always, and one comment.
 * @throws {RemovalNotAllowed} after that, if the change would stop a release: it removes state that
 *   allowDestroy does not name
 */
export async function showDifference(ports: DifferencePorts): Promise<void> {
  const { assembly, comment, commit, print } = ports;
  const parts: string[] = [];
  const reviews: [ReleaseEnvironment, Review][] = [];
  for (const environment of assembly.settings.environments) {
    const review = await reviewOf(ports, environment);
    if (!review) {
      const why =
        `${environment.name} is not compared: this build has no access there yet. ` +
        `Run \`npx waypost bootstrap ${environment.name}\`. A new environment is compared after the pipeline's next release.`;
      print(why);
      parts.push(why);
      continue;
    }
    reviews.push([environment, review]);
    const page = await ports.keep(`diff-${environment.name}.html`, review.html);
    await ports.keep(`diff-${environment.name}.md`, review.markdown);
    print(`${review.summary}\nThe complete page: ${page}`);
    parts.push(`${review.markdown}\n[The page of ${environment.name}](${page})`);
  }
  if (comment)
    await comment([`What ${commit} would change, if it were released now.`, ...parts].join('\n\n'));
  else print(ports.silence);
  const today = ports.now.toISOString().slice(0, 10);
  // Without an approval, a release goes on all the same.
  for (const [{ name, approval }, { diff }] of reviews) {
    if (approval) expectRemovalsAllowed(name, diff.removals, today);
  }
}

async function reviewOf(
  { assembly, readerOf, commit, now }: DifferencePorts,
  environment: ReleaseEnvironment,
): Promise<Review | undefined> {
  const { releaseReaderRole } = environmentNames(
    assembly.settings.project,
    environment.name as EnvironmentName,
  );
  const roleArn = `arn:aws:iam::${environment.account}:role/${releaseReaderRole}`;
  const reader = await readerOf(roleArn, environment);
  return reader && reviewEnvironment({ assembly, environment, reader, now, commit });
}
