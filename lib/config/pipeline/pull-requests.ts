import type { PullRequestConfig } from '../config';
import { choice, offOr, record, Refusal, text } from '../fields/field';

export const PROVIDERS = ['github', 'gitlab', 'bitbucket'] as const;

/** Whoever may write to a pull request on GitHub, as a secret's whole text. */
const commentToken = text<string>('the ARN of a secret of AWS Secrets Manager', (value) =>
  /^arn:aws:secretsmanager:[a-z0-9-]+:\d{12}:secret:[\w/+=.@-]+-\w{6}$/.test(value)
    ? value
    : new Refusal(
        'copy the ARN of the whole secret, which `aws secretsmanager describe-secret` shows',
      ),
);

export const pullRequests = offOr(
  record({
    provider: choice(PROVIDERS).optional(),
    commentToken: commentToken.optional(),
  }),
);

interface Given {
  readonly provider?: PullRequestConfig['provider'] | undefined;
  readonly commentToken?: string | undefined;
}

/** On unless the owner says otherwise. */
export function pullRequestsOf(given: Given | false | undefined): PullRequestConfig | undefined {
  if (given === false) return undefined;
  return { ...given, provider: given?.provider ?? 'github' };
}
