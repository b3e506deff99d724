import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { OWNER_ROUTES, PAGE_ROUTES } from '../../../lambdas/submissions/contract';
import type { World } from '../../bin/commands/submissions/fakes';
import { pageEvent, pageWorld, PERSON } from '../../lambdas/submissions/page-world';
import { listen, type Server } from './server';
import { visit } from './visit';

/** The sign-in pages of a user pool, of a person who signs in without a question. */
export interface SignInPages extends Server {
  /** Access tokens that API Gateway lets through. */
  readonly valid: Set<string>;
  /** Whether the person may still get tokens. */
  enabled: boolean;
  /** Grants that were asked for. */
  readonly grants: string[];
  /** Replaces the state that was sent, as an attacker would. */
  state?: string;
}

export async function signInPages(): Promise<SignInPages> {
  const challenges = new Map<string, string>();
  const valid = new Set<string>();
  const grants: string[] = [];
  const server = await listen(async (request, response) => {
    const url = new URL(request.url ?? '/', 'http://localhost');
    const { searchParams: query } = url;
    if (url.pathname === '/oauth2/authorize') {
      const code = `code-${challenges.size}`;
      challenges.set(code, query.get('code_challenge') ?? '');
      const back = new URL(query.get('redirect_uri') ?? '');
      back.searchParams.set('code', code);
      back.searchParams.set('state', pages.state ?? query.get('state') ?? '');
      response.writeHead(302, { location: back.href }).end();
    } else if (url.pathname === '/oauth2/token') {
      const form = new URLSearchParams(await text(request));
      const grant = form.get('grant_type') ?? '';
      grants.push(grant);
      const digest = createHash('sha256')
        .update(form.get('code_verifier') ?? '')
        .digest('base64url');
      const proven = challenges.get(form.get('code') ?? '') === digest;
      const refreshed = grant === 'refresh_token' && form.get('refresh_token') === 'refresh';
      const granted =
        pages.enabled && form.get('client_id') === 'client-1' && (proven || refreshed);
      const token = `token-${grants.length}`;
      if (granted) valid.add(token);
      response
        .writeHead(granted ? 200 : 400, {
          'access-control-allow-origin': '*',
          'content-type': 'application/json',
        })
        .end(
          JSON.stringify(
            granted
              ? { access_token: token, ...(proven && { refresh_token: 'refresh' }) }
              : { error: 'invalid_grant' },
          ),
        );
    } else if (url.pathname === '/logout') {
      response.writeHead(302, { location: query.get('logout_uri') ?? '' }).end();
    } else response.writeHead(404).end();
  });
  const pages: SignInPages = { ...server, valid, grants, enabled: true };
  return pages;
}

/** The page as API Gateway serves it, over an environment that holds what is given. */
export async function ownersPage(world: World, signIn: SignInPages) {
  const fake = pageWorld(world, signIn.origin);
  const server = await listen(async (request, response) => {
    const { routeKey, id, query } = routeOf(request);
    const token = (request.headers.authorization ?? '').replace('Bearer ', '');
    const isOpen = (Object.values(PAGE_ROUTES) as string[]).includes(routeKey);
    if (!isOpen && !signIn.valid.has(token)) {
      send(response, 401, {}, '{}');
      return;
    }
    const body = await text(request);
    const answer = await fake.handler({
      ...pageEvent(routeKey, { id, query, person: isOpen ? null : PERSON }),
      body,
    });
    send(response, answer.statusCode ?? 500, answer.headers ?? {}, answer.body ?? '');
  });
  return { ...fake, ...server };
}

export async function openPage(
  browser: Browser,
  origin: string,
  signIn: SignInPages,
  options: BrowserContextOptions = {},
) {
  return visit(browser, `${origin}/`, { ...options, hosts: [new URL(signIn.origin).host] });
}

export async function enter(page: Page) {
  await page.click('#sign-in');
  await page.waitForSelector('#inbox:not([hidden])');
}

function routeOf({ method, url = '/' }: IncomingMessage) {
  const { pathname, searchParams } = new URL(url, 'http://localhost');
  for (const routeKey of [...Object.values(PAGE_ROUTES), ...Object.values(OWNER_ROUTES)]) {
    const [verb, path = ''] = routeKey.split(' ');
    const found = new RegExp(`^${path.replace('{id}', '([^/]+)')}$`).exec(pathname);
    if (verb !== method || !found) continue;
    return {
      routeKey,
      id: decodeURIComponent(found[1] ?? ''),
      query: Object.fromEntries(searchParams),
    };
  }
  return { routeKey: '', id: '', query: {} };
}

function send(response: ServerResponse, status: number, headers: object, body: string) {
  response.writeHead(status, headers as Record<string, string>).end(body);
}
