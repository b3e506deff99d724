/** Environment variables of the build of a pull request. */
export const PULL_REQUEST_ENV = {
  /** Name of the artifact bucket, for the page. */
  bucket: 'PULL_REQUEST_BUCKET',
  /** Whose API a comment goes to: `github`, `gitlab` or `bitbucket`. */
  provider: 'PULL_REQUEST_PROVIDER',
  /** `owner/name` of the repository. */
  repository: 'PULL_REQUEST_REPOSITORY',
  /** Branch that pull requests are to. */
  base: 'PULL_REQUEST_BASE',
} as const;

export type PullRequestEnv = Record<
  (typeof PULL_REQUEST_ENV)[keyof typeof PULL_REQUEST_ENV],
  string
>;

/** Holds the token that comments, where the owner has one. */
export const COMMENT_TOKEN = 'PULL_REQUEST_COMMENT_TOKEN';

/** Where the artifact bucket keeps the pages of pull requests. */
export const PULL_REQUESTS_PREFIX = 'pull-requests/';

/** In the pull request's own commit, so that a change of what is checked is checked by itself. */
export const PULL_REQUEST_BUILD_SPEC = '.codebuild/pull-request.yml';
