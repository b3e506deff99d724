import { count } from '../../../lambdas/submissions/count';
import type { MessageQueue } from '../../../lambdas/submissions/ports';

/** What became of dead letters. */
export interface PutBack {
  /** Ids of submissions. */
  readonly redriven: readonly string[];
  /**
   * Ids of submissions whose messages were met a second time. They stay: they failed again before this ended, or an
   * interrupted run has left them twice.
   */
  readonly metAgain: readonly string[];
  /** SQS ids of messages that no function can read. They stay. */
  readonly malformed: readonly string[];
  /** How many were hidden at the start, for up to 15 minutes: another run holds them, or held them when it was interrupted. */
  readonly inFlight: number;
}

/**
 * Puts dead letters back on the queue. Each is sent first, then deleted. So an interruption may leave one
 * twice, but loses none. What a function gives up at once comes back while this looks: the same text is put back once.
 * @param idOf id of a message's submission; `undefined` if the message is malformed
 * @param only id of the submission whose messages are put back; unset for all
 */
export async function putBack(
  deadLetters: MessageQueue,
  queue: MessageQueue,
  idOf: (body: string) => string | undefined,
  only?: string,
): Promise<PutBack> {
  // Before the walk: the count of hidden messages lags behind by a minute, and so would have those of this walk.
  // https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_GetQueueAttributes.html
  const { inFlight } = await deadLetters.outOfReach();
  const redriven: string[] = [];
  const metAgain: string[] = [];
  const sent = new Set<string>();
  const malformed: string[] = [];
  await deadLetters.walk(async ({ messageId, body }) => {
    const id = idOf(body);
    if (id === undefined) {
      malformed.push(messageId);
      return 'keep';
    }
    if (only !== undefined && id !== only) return 'keep';
    if (sent.has(body)) {
      metAgain.push(id);
      return 'keep';
    }
    sent.add(body);
    await queue.send(body);
    redriven.push(id);
    return 'remove';
  });
  return { redriven, metAgain, malformed, inFlight };
}

/** What a person reads of it; of each message on a line of its own. */
export function putBackLines({ redriven, metAgain, inFlight }: PutBack): string[] {
  return [
    `${count(redriven.length, 'message')} put back on the queue`,
    ...redriven.map((id) => `  ${id}`),
    ...(metAgain.length === 0
      ? []
      : [
          `${count(metAgain.length, 'message')} met a second time: failed again at once, or left twice by an interrupted run. The second one stays. Fix the cause, then run this again:`,
          ...metAgain.map((id) => `  ${id}`),
        ]),
    ...(inFlight === 0 ? [] : [hiddenLine(inFlight)]),
  ];
}

/** What a person reads of messages that are in the queue and not to be had. */
export function hiddenLine(inFlight: number): string {
  return `${count(inFlight, 'message')} hidden for up to 15 minutes: another run holds them, or one that was interrupted did. Run this again then.`;
}
