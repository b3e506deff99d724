import { putBack, putBackLines } from '../../../../bin/commands/terminal/put-back';
import type { MessageQueue } from '../../../../lambdas/submissions/ports';

/** Queues in memory. The walk goes on until it finds nothing new, as that of SQS does. */
function queues(
  letters: readonly string[],
  deliver: (body: string) => 'done' | 'given-up',
  inFlight = 0,
) {
  const dead: { messageId: string; body: string }[] = [];
  const add = (body: string) => dead.push({ messageId: `id-${dead.length}-${body}`, body });
  letters.forEach(add);
  const sent: string[] = [];
  let looked = 0;
  const unused = () => Promise.reject(new Error('not used here'));
  const deadLetters: MessageQueue = {
    url: 'https://sqs.example/dead',
    send: unused,
    // SQS counts what a walk has just held for a while longer.
    outOfReach: () => Promise.resolve({ inFlight: inFlight + looked, delayed: 0 }),
    async walk(judge) {
      const kept = new Set<string>();
      for (;;) {
        const next = dead.find(({ messageId }) => !kept.has(messageId));
        if (next === undefined) return;
        if (kept.size + sent.length > 20) throw new Error('it does not end');
        looked += 1;
        if ((await judge(next)) === 'keep') kept.add(next.messageId);
        else dead.splice(dead.indexOf(next), 1);
      }
    },
  };
  const queue: MessageQueue = {
    ...deadLetters,
    send(body) {
      sent.push(body);
      if (deliver(body) === 'given-up') add(body);
      return Promise.resolve();
    },
  };
  return { deadLetters, queue, sent, left: () => dead.map(({ body }) => body) };
}

const MET_AGAIN =
  '1 message met a second time: failed again at once, or left twice by an interrupted run. The second one stays. Fix the cause, then run this again:';

test('what is given up again at once is put back once, stays, and is named', async () => {
  const { deadLetters, queue, sent, left } = queues(['a', 'b'], (body) =>
    body === 'a' ? 'given-up' : 'done',
  );
  const result = await putBack(deadLetters, queue, (body) => body);
  expect(sent).toEqual(['a', 'b']);
  expect(left()).toEqual(['a']);
  expect(result).toEqual({ redriven: ['a', 'b'], metAgain: ['a'], malformed: [], inFlight: 0 });
  expect(putBackLines(result)).toEqual([
    '2 messages put back on the queue',
    '  a',
    '  b',
    MET_AGAIN,
    '  a',
  ]);
});

test('what an interrupted run has left twice is put back once, and the other one is named', async () => {
  const { deadLetters, queue, sent, left } = queues(['a', 'a'], () => 'done');
  const result = await putBack(deadLetters, queue, (body) => body);
  expect([sent, left()]).toEqual([['a'], ['a']]);
  expect(putBackLines(result)).toEqual([
    '1 message put back on the queue',
    '  a',
    MET_AGAIN,
    '  a',
  ]);
});

test('where nothing fails, nothing more is said', async () => {
  const { deadLetters, queue } = queues(['a'], () => 'done');
  expect(putBackLines(await putBack(deadLetters, queue, (body) => body))).toEqual([
    '1 message put back on the queue',
    '  a',
  ]);
});

test('messages that an interrupted run holds are told of', async () => {
  const { deadLetters, queue } = queues([], () => 'done', 2);
  expect(putBackLines(await putBack(deadLetters, queue, (body) => body))).toEqual([
    'no messages put back on the queue',
    '2 messages hidden for up to 15 minutes: another run holds them, or one that was interrupted did. Run this again then.',
  ]);
});
