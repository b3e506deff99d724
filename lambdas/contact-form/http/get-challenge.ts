import type { HttpResponse } from '../../shared/http-response';
import { dayOf } from '../core/guard';
import { newChallenge } from '../core/proof-of-work';
import * as respond from './respond';
import type { FormRequest, SubmitHandlerPorts } from './form-request';

/** 200 with an ALTCHA challenge; 204 for a form that asks for none. Rejects with Unavailable when the day's secret cannot be read. */
export async function getChallenge(
  { form }: FormRequest,
  { secrets, now }: Pick<SubmitHandlerPorts, 'secrets' | 'now'>,
): Promise<HttpResponse> {
  if (!form.proofOfWork) return respond.nothing();
  const issuedAt = now().getTime();
  return respond.json(
    200,
    await newChallenge(form.name, await secrets.of(dayOf(issuedAt)), issuedAt),
  );
}
