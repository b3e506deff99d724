import type { MessageQueue } from '../../../lambdas/submissions/ports';

/** What became of dead letters. */
export interface PutBack {
  /** Ids of submissions. */
  readonly redriven: readonly string[];
  /** SQS ids of messages that no function can read. They stay. */
  readonly malformed: readonly string[];
}

/**
 * Puts dead letters back on the queue. Each is sent first, then deleted. So an interruption may leave one
 * twice, but loses none.
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
  const malformed: string[] = [];
  await deadLetters.walk(async ({ messageId, body }) => {
    const id = idOf(body);
    if (id === undefined) {
      malformed.push(messageId);
      return 'keep';
    }
    if (only !== undefined && id !== only) return 'keep';
    await queue.send(body);
    redriven.push(id);
    return 'remove';
  });
  return { redriven, malformed };
}
