import { choice, type InputOf, offOr, type OutputOf, record, Refusal, text } from '../fields/field';

const PROVIDERS = ['github', 'gitlab', 'bitbucket'] as const;

/** Whoever may write to a pull request on GitHub, as a secret's whole text. */
const commentToken = text<string>('the ARN of a secret of AWS Secrets Manager', (value) =>
  /^arn:aws:secretsmanager:[a-z0-9-]+:\d{12}:secret:[\w/+=.@-]+-\w{6}$/.test(value)
    ? value
    : new Refusal(
        'copy the ARN of the whole secret, which `aws secretsmanager describe-secret` shows',
      ),
);

const schema = record({
  /** Provider of the repository: `github`, `gitlab` or `bitbucket`. Default: `github`. */
  // CodeBuild needs it; CodePipeline does not.
  provider: choice(PROVIDERS).default('github'),
  /**
   * ARN of a secret in Secrets Manager, in the tools account and region, encrypted with AWS's own
   * key. Its text is a GitHub token that may write to pull requests: the build keeps one comment up
   * to date. The code of a pull request can read the token, so give it no other permission.
   * Default: no comment.
   */
  commentToken: commentToken.optional(),
});

export type PullRequestsInput = InputOf<typeof schema>;
export type PullRequestConfig = OutputOf<typeof schema>;

/** On unless the owner says otherwise; `undefined` if off. */
export const pullRequests = offOr<PullRequestConfig, PullRequestsInput>(schema)
  .prefault({})
  .transform((given) => (given === false ? undefined : given));
