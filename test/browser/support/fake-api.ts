import { randomBytes, randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { createChallenge, verifySolution } from 'altcha-lib';
import { deriveKey } from 'altcha-lib/algorithms/pbkdf2';
import { listen, type Server } from './server';

export interface ApiAnswer {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Post {
  readonly path: string;
  readonly type: string | undefined;
  readonly values: Readonly<Record<string, string>>;
}

export interface FakeApi extends Server {
  readonly posts: Post[];
  /** Answers to the next posts, in place of "accepted". */
  readonly answers: ApiAnswer[];
  challenges: number;
  /** Where a form posted without JavaScript ends. */
  thankYouUrl: string;
  /** Whether challenges are answered at all. */
  challenging: boolean;
}

const SECRET = randomBytes(32).toString('base64');

/** Answers as the contract says; what it must not take is for the API's own tests. */
export async function fakeApi(): Promise<FakeApi> {
  const state = {
    posts: [] as Post[],
    answers: [] as ApiAnswer[],
    challenges: 0,
    thankYouUrl: '',
    challenging: true,
  };
  const server = await listen(async (request, response) => {
    const reply = ({ status, body, headers = {} }: ApiAnswer) => {
      response.writeHead(status, {
        'content-type': 'application/json',
        'access-control-allow-origin': request.headers.origin ?? '*',
        'access-control-allow-headers': 'content-type',
        'access-control-expose-headers': 'retry-after',
        ...headers,
      });
      response.end(JSON.stringify(body ?? {}));
    };
    if (request.method === 'OPTIONS') {
      reply({ status: 204 });
    } else if (request.method === 'GET') {
      state.challenges += 1;
      reply(state.challenging ? { status: 200, body: await challenge() } : { status: 503 });
    } else {
      const post = await postOf(request);
      state.posts.push(post);
      reply(state.answers.shift() ?? (await accepted(post, state.thankYouUrl)));
    }
  });
  return Object.assign(state, server);
}

async function postOf(request: IncomingMessage): Promise<Post> {
  const body = await text(request);
  const type = request.headers['content-type'];
  const values = type?.startsWith('application/json')
    ? (JSON.parse(body) as Record<string, string>)
    : Object.fromEntries(new URLSearchParams(body));
  return { path: request.url ?? '', type, values };
}

function challenge() {
  return createChallenge({
    algorithm: 'PBKDF2/SHA-256',
    cost: 1000,
    deriveKey,
    keyPrefix: '0',
    hmacSignatureSecret: SECRET,
    expiresAt: new Date(Date.now() + 600_000),
  });
}

async function accepted({ type, values }: Post, thankYouUrl: string): Promise<ApiAnswer> {
  if (!type?.startsWith('application/json')) {
    return { status: 303, headers: { location: thankYouUrl } };
  }
  const proof = JSON.parse(Buffer.from(values['altcha'] ?? '', 'base64').toString()) as Pick<
    Parameters<typeof verifySolution>[0],
    'challenge' | 'solution'
  >;
  const { verified } = await verifySolution({ ...proof, deriveKey, hmacSignatureSecret: SECRET });
  return verified
    ? { status: 202, body: { id: randomUUID() } }
    : { status: 400, body: { errors: [{ field: 'altcha', reason: 'is not solved' }] } };
}
