import { count } from '../../../lambdas/submissions/count';
import type { MessageQueue } from '../../../lambdas/submissions/ports';

/** What became of dead letters. */
export interface PutBack {
  /** Ids of submissions. */
  readonly redriven: readonly string[];
  /** Ids of submissions whose messages were among the dead letters again before this ended. They stay. */
  readonly failedAgain: readonly string[];
  /** SQS ids of messages that no function can read. They stay. */
  readonly malformed: readonly string[];
  /** How many this did not see: somebody else looks at them, or a run was interrupted, which hides them for 15 minutes. */
  readonly inFlight: number;
}

/**
 * Puts dead letters back on the queue. Each is sent first, then deleted. So an interruption may leave one
 * twice, but loses none. What a function gives up at once comes back while this looks: it is put back once.
 * @param idOf id of a message's submission; `undefined` if the message is malformed
 * @param only id of the submission whose messages are put back; unset for all
 */
export async function putBack(
  deadLetters: MessageQueue,
  queue: MessageQueue,
  idOf: (body: string) => string | undefined,
  only?: string,
): Promise<PutBack> {
  const redriven: string[] = [];
  const failedAgain: string[] = [];
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
      failedAgain.push(id);
      return 'keep';
    }
    sent.add(body);
    await queue.send(body);
    redriven.push(id);
    return 'remove';
  });
  const { inFlight } = await deadLetters.outOfReach();
  return { redriven, failedAgain, malformed, inFlight };
}

/** What a person reads of it; of each message on a line of its own. */
export function putBackLines({ redriven, failedAgain, inFlight }: PutBack): string[] {
  return [
    `${count(redriven.length, 'message')} put back on the queue`,
    ...redriven.map((id) => `  ${id}`),
    ...(failedAgain.length === 0
      ? []
      : [
          `${count(failedAgain.length, 'message')} failed again at once, and left in the dead-letter queue. Fix the cause first:`,
          ...failedAgain.map((id) => `  ${id}`),
        ]),
    ...(inFlight === 0
      ? []
      : [
          `${count(inFlight, 'message')} not seen: another run looks at them, or did when it was interrupted. Run this again in 15 minutes.`,
        ]),
  ];
}
