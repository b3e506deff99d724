import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runInNewContext } from 'node:vm';
import { createChallenge } from 'altcha-lib';
import { deriveKey } from 'altcha-lib/algorithms/pbkdf2';
import ts from 'typescript';
import { STATIC_FOLDER } from '../../site/render-site';
import type * as Client from '../../site/static/waypost-contact';

export const SECRET = 'the API’s';

export interface Request {
  readonly url: string;
  readonly method: string;
  readonly body: Readonly<Record<string, string>>;
  /** Milliseconds of the page's clock. */
  readonly at: number;
}

export interface ApiAnswer {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Jest loads no ES modules. */
const SCRIPT = ts.transpileModule(readFileSync(join(STATIC_FOLDER, 'waypost-contact.js'), 'utf8'), {
  compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2023 },
}).outputText;

/**
 * The client in a page whose clock goes on only while it waits. `answers` are the API's, one a post
 * (an error is no answer at all); challenges are real.
 */
export function openClient(answers: (ApiAnswer | Error)[], challengeStatus = 200) {
  const requests: Request[] = [];
  let now = 0;
  const fetch = async (url: string, { method = 'GET', body = '{}' }: RequestInit = {}) => {
    const values = JSON.parse(body as string) as Record<string, string>;
    requests.push({ url, method, body: values, at: now });
    if (method === 'GET' && challengeStatus === 204) return new Response(null, { status: 204 });
    if (method === 'GET') return Response.json(await challenge(), { status: challengeStatus });
    const answer = answers.shift() ?? new Error('no more answers');
    if (answer instanceof Error) throw answer;
    const { status, headers = {} } = answer;
    return Response.json(answer.body ?? {}, { status, headers });
  };
  const exports: Partial<typeof Client> = {};
  runInNewContext(SCRIPT, {
    exports,
    fetch,
    AbortSignal,
    btoa,
    crypto,
    Date,
    Uint8Array,
    performance: { now: () => now },
    setTimeout: (then: () => void, milliseconds: number) => {
      now += Math.max(0, milliseconds);
      setImmediate(then);
    },
  });
  const { sendContact, solveChallenge } = exports as typeof Client;
  const posts = () => requests.filter(({ method }) => method === 'POST');
  return { sendContact, solveChallenge, requests, posts };
}

function challenge() {
  return createChallenge({
    algorithm: 'PBKDF2/SHA-256',
    cost: 10,
    deriveKey,
    keyPrefix: '0',
    hmacSignatureSecret: SECRET,
  });
}
