import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PageFiles } from '../../../lambdas/submissions/contract';
import { PAGE_FILES } from '../../../lambdas/submissions/contract';
import { ownersPageHandler } from '../../../lambdas/submissions/http/owners-page-handler';
import { pageFiles } from '../../../lambdas/submissions/http/page-files';
import type { StoredSubmission } from '../../../lambdas/submissions/stored-submission';
import { jsonLogger } from '../../../lambdas/shared/logger';
import { fakeWorld, NOW, type World } from '../../bin/commands/submissions/fakes';

const FOLDER = join(__dirname, '../../../lambdas/submissions/page');
const files = Object.fromEntries(
  PAGE_FILES.map((name) => [name, readFileSync(join(FOLDER, name), 'utf8')]),
) as PageFiles;

/** Cognito's id of the person who asks. */
export const PERSON = 'c0ffee00-aaaa-4000-8000-00000000beef';
export const SIGN_IN = 'https://owners-1.auth.eu-west-1.amazoncognito.com';

export interface Question {
  readonly id?: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  /** `null`: API Gateway asked nobody to sign in. */
  readonly person?: string | null;
}

/** What an answer may hold. */
export interface PageJson {
  readonly total: number;
  readonly submissions: readonly { readonly id: string }[];
  readonly submission: StoredSubmission;
  readonly released: string;
  readonly report: string;
  readonly message: string;
}

/** Of an answer in JSON; without properties for any other. */
export function pageJson(type: unknown, text: string): PageJson {
  return JSON.parse(type === 'application/json' ? text : '{}') as PageJson;
}

/** An event of an HTTP API with a JWT authorizer, payload format 2.0. */
export function pageEvent(routeKey: string, question: Question = {}): Record<string, unknown> {
  const { id, query, body, person = PERSON } = question;
  return {
    version: '2.0',
    routeKey,
    ...(id !== undefined && { pathParameters: { id } }),
    ...(query && { queryStringParameters: query }),
    ...(body !== undefined && { body: JSON.stringify(body) }),
    isBase64Encoded: false,
    requestContext: {
      requestId: 'api-1',
      ...(person !== null && { authorizer: { jwt: { claims: { sub: person }, scopes: null } } }),
    },
  };
}

/** The owner's page over an environment that holds what is given. */
export function pageWorld(world: World = {}, signInOrigin = SIGN_IN) {
  const fake = fakeWorld(world);
  const lines: string[] = [];
  const stores = fake.ports.open(
    { account: '1', region: 'eu-west-1' } as never,
    false,
    {} as never,
  );
  const handler = ownersPageHandler({
    files: pageFiles(files, { environment: 'prod', signInOrigin, signInClient: 'client-1' }),
    stores,
    now: () => NOW,
    environment: 'prod',
    region: 'eu-west-1',
    recoveryDays: 35,
    backupDays: 0,
    log: jsonLogger((line) => lines.push(line)),
  });
  const ask = async (routeKey: string, question?: Question) => {
    const { statusCode, headers, body = '' } = await handler(pageEvent(routeKey, question));
    const json = pageJson(headers?.['content-type'], body);
    return { status: statusCode, headers, text: body, json };
  };
  return {
    ...fake,
    handler,
    ask,
    lines,
    log: () => lines.map((line) => JSON.parse(line) as object),
  };
}
