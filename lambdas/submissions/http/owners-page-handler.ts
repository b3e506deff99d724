import { errorFields, type Logger } from '../../shared/logger';
import type { HttpResponse } from '../../shared/http-response';
import { refused } from './answers';
import { OWNER_ACTIONS, type OwnerPorts } from './owner-actions';
import { ownerRequest } from './owner-request';
import { BadField } from './read-fields';

export interface OwnersPagePorts extends OwnerPorts {
  /** Route key -> answer, for everyone. */
  readonly files: Readonly<Record<string, HttpResponse>>;
  readonly log: Logger;
}

/** Answers every request, and logs nothing of what a visitor or a person wrote. */
export function ownersPageHandler(ports: OwnersPagePorts) {
  return async (event: unknown): Promise<HttpResponse> => {
    const request = ownerRequest(event);
    const { routeKey, person, requestId } = request;
    const file = ports.files[routeKey];
    if (file) return file;
    // API Gateway lets nobody through without a token. This holds if a route were ever made without it.
    if (person === undefined) return refused(401, 'Sign in first.');
    const action = OWNER_ACTIONS[routeKey];
    if (!action) return refused(404, 'There is nothing here.');
    const log = ports.log.with({ requestId, person });
    try {
      return await action(request, ports, log);
    } catch (error) {
      if (error instanceof BadField) return refused(400, error.message);
      log.error('page.failed', { error: errorFields(error) });
      return refused(503, 'AWS did not answer. Try again in a minute.');
    }
  };
}
