import type { Problem } from '../config-error';
import type { SoundPart } from '../sound';

/** What the pull-request build cannot have together. */
export function pullRequestProblems(config: SoundPart): Problem[] {
  if (config.source?.pullRequests === false) return [];
  return [...repositoryOfProvider(config), ...tokenOfGitHub(config), ...tokenOfTools(config)];
}

/** Only GitLab has groups within groups; CodeBuild takes the address for another repository's. */
function* repositoryOfProvider({ source }: SoundPart): Iterable<Problem> {
  const found = source?.repository;
  const given = source?.pullRequests;
  const provider = (given === false ? undefined : given?.provider) ?? 'github';
  if (found === undefined || provider === 'gitlab' || found.split('/').length === 2) return;
  yield {
    path: 'source.repository',
    found,
    expected: `"owner/name", as ${provider} has it`,
    fix: "write pullRequests: { provider: 'gitlab' } if the repository is at GitLab, or pullRequests: false",
  };
}

function* tokenOfGitHub({ source }: SoundPart): Iterable<Problem> {
  const given = source?.pullRequests;
  if (given === undefined || given === false || given.commentToken === undefined) return;
  if (given.provider === undefined || given.provider === 'github') return;
  yield {
    path: 'source.pullRequests.commentToken',
    found: given.commentToken,
    expected: 'no token: Waypost writes comments only on GitHub',
    fix: 'remove it: the status and the page work with every provider',
  };
}

function* tokenOfTools({ source, tools }: SoundPart): Iterable<Problem> {
  const given = source?.pullRequests;
  const found = given === false ? undefined : given?.commentToken;
  if (found === undefined) return;
  const [, , , region, account] = found.split(':');
  const elsewhere =
    (tools?.account !== undefined && tools.account !== account) ||
    (tools?.region !== undefined && tools.region !== region);
  if (!elsewhere) return;
  yield {
    path: 'source.pullRequests.commentToken',
    found,
    expected: 'a secret in the tools account and region',
    fix: 'create the secret there: the build that reads it runs there',
  };
}
