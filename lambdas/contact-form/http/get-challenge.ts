import type { HttpResponse } from '../../shared/http-response';
import { dayOf } from '../core/guard';
import { newChallenge } from '../core/proof-of-work';
import * as respond from './respond';
import type { FormRequest, SubmitHandlerPorts } from './form-request';

/** 200 with an ALTCHA challenge. Rejects with Unavailable when the day's secret cannot be read. */
export async function getChallenge(
  { form }: FormRequest,
  { secrets, now }: Pick<SubmitHandlerPorts, 'secrets' | 'now'>,
): Promise<HttpResponse> {
  if (!form.proofOfWork) return respond.notFound('This form asks for no proof of work.');
  const issuedAt = now().getTime();
  return respond.json(
    200,
    await newChallenge(form.name, await secrets.of(dayOf(issuedAt)), issuedAt),
  );
}
