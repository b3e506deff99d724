import type { EnvOf } from '../../lambdas/shared/env';

/** Environment variables of the build of a pull request. */
export const PULL_REQUEST_ENV = {
  /** Name of the artifact bucket, for the page. */
  bucket: 'PULL_REQUEST_BUCKET',
  /** Provider whose API gets the comment: `github`, `gitlab` or `bitbucket`. */
  provider: 'PULL_REQUEST_PROVIDER',
  /** `owner/name` of the repository. */
  repository: 'PULL_REQUEST_REPOSITORY',
  /** Branch that pull requests are merged into. */
  base: 'PULL_REQUEST_BASE',
} as const;

export type PullRequestEnv = EnvOf<typeof PULL_REQUEST_ENV>;

/** Secret with the token for comments, if the owner has one. */
export const COMMENT_TOKEN = 'PULL_REQUEST_COMMENT_TOKEN';

/** Where the artifact bucket keeps the pages of pull requests. */
export const PULL_REQUESTS_PREFIX = 'pull-requests/';

/** The pull request's own commit has it. So a change of the checks is checked by the changed checks. */
export const PULL_REQUEST_BUILD_SPEC = '.codebuild/pull-request.yml';
