import { percentile } from '../statistics';
import { addressOf, formOf, post } from './visitors';

export interface Warm {
  readonly submitP50Ms: number;
  readonly noOpP50Ms: number;
}

/** Visitors of the load have the addresses below. */
const FIRST_VISITOR = 40_000;
const WARM_UP = 20;

/** Takes turns between the contact form and the no-op API, one request at a time. */
export async function warm(formUrl: string, noOpUrl: string, rounds: number): Promise<Warm> {
  const submit: number[] = [];
  const noOp: number[] = [];
  for (let round = 0; round < WARM_UP + rounds; round++) {
    const n = FIRST_VISITOR + round;
    const ours = await post(formUrl, addressOf(n), formOf(n));
    const theirs = await post(noOpUrl, addressOf(n), formOf(n));
    if (ours.status !== 303 || theirs.status !== 202) {
      throw new Error(`Answered ${ours.status} and ${theirs.status}, expected 303 and 202.`);
    }
    if (round < WARM_UP) continue;
    submit.push(ours.ms);
    noOp.push(theirs.ms);
  }
  return { submitP50Ms: percentile(submit, 0.5), noOpP50Ms: percentile(noOp, 0.5) };
}
