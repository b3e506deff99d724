import { z } from 'zod';

/** Marks our comment among others. Readers do not see it. */
export const MARKER = '<!-- waypost: what would change -->';

/** GitHub takes 65,536 characters. */
const MOST_CHARACTERS = 65_000;

export interface CommentPlace {
  /** `owner/name` */
  readonly repository: string;
  /** Number of the pull request. */
  readonly number: string;
  readonly token: string;
  /** Unset: GitHub's own. */
  readonly api?: string;
}

const found = z.object({
  data: z.object({
    repository: z.object({
      pullRequest: z.object({
        comments: z.object({
          nodes: z.array(
            z.object({ databaseId: z.number(), viewerDidAuthor: z.boolean(), body: z.string() }),
          ),
        }),
      }),
    }),
  }),
});

/** Finds our own comment: the API says of each comment whether we wrote it. */
const QUERY = `query ($owner: String!, $name: String!, $number: Int!) {
  repository(owner: $owner, name: $name) {
    pullRequest(number: $number) {
      comments(first: 100) { nodes { databaseId viewerDidAuthor body } }
    }
  }
}`;

/** GitHub refused. Its answer is not shown, because it could repeat the request. */
export class CommentRefused extends Error {
  readonly code = 'COMMENT_REFUSED';
  constructor(what: string, status: number) {
    super(
      `GitHub answered ${status} to ${what}. The token of source.pullRequests.commentToken needs ` +
        '"Pull requests: read and write" of this repository, and may have expired.',
    );
    this.name = 'CommentRefused';
  }
}

/**
 * Writes our one comment on a pull request, or changes it.
 * https://docs.github.com/en/rest/issues/comments
 * @throws CommentRefused
 */
export async function commentOnGitHub(place: CommentPlace, markdown: string): Promise<void> {
  const { repository, number, token, api = 'https://api.github.com' } = place;
  const [owner = '', name = ''] = repository.split('/');
  const ask = async (method: string, path: string, body: object): Promise<unknown> => {
    const response = await fetch(`${api}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        accept: 'application/vnd.github+json',
        'content-type': 'application/json',
        'user-agent': 'waypost',
      },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(30_000),
    });
    if (!response.ok) throw new CommentRefused(`${method} ${path}`, response.status);
    return response.json();
  };
  const answer = found.safeParse(
    await ask('POST', '/graphql', {
      query: QUERY,
      variables: { owner, name, number: Number(number) },
    }),
  );
  // It answers 200 for a pull request that the token may not see.
  if (!answer.success) throw new CommentRefused('POST /graphql', 200);
  const { nodes } = answer.data.data.repository.pullRequest.comments;
  const ours = nodes.find((one) => one.viewerDidAuthor && one.body.startsWith(MARKER));
  const body = `${MARKER}\n${shorten(markdown)}`;
  if (ours) await ask('PATCH', `/repos/${repository}/issues/comments/${ours.databaseId}`, { body });
  else await ask('POST', `/repos/${repository}/issues/${number}/comments`, { body });
}

function shorten(markdown: string): string {
  if (markdown.length <= MOST_CHARACTERS) return markdown;
  return `${markdown.slice(0, MOST_CHARACTERS)}\n\n… The rest is on the page.`;
}
