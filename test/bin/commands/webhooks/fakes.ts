import { main } from '../../../../bin/commands/terminal/main';
import { waypostProgram } from '../../../../bin/commands/program';
import type { MessageQueue } from '../../../../lambdas/submissions/ports';
import type { WebhooksCloud, WebhooksPorts } from '../../../../bin/commands/webhooks/ports';
import type { Target } from '../../../../lambdas/webhooks/target';
import { exampleConfig, prodInput } from '../../../helpers/example-config';
import { dev } from '../../../helpers/sample';
import { projectOf } from '../fakes';

export const SECRET = `whsec_${Buffer.alloc(32, 1).toString('base64')}`;

const config = exampleConfig({
  environments: [
    dev,
    {
      ...prodInput,
      webhooks: [
        { name: 'crm', form: 'contact', content: true },
        { name: 'team', form: 'quote', format: 'slack', content: false },
      ],
    },
  ],
});

export interface World {
  readonly targets?: Readonly<Record<string, Target>>;
  readonly address?: string;
  readonly outcome?: string;
  readonly deadLetters?: readonly string[];
}

/** Runs `waypost webhooks …` in a world, and tells what came of it. */
export async function run(words: string, world: World = {}) {
  const targets = new Map(Object.entries(world.targets ?? {}));
  const out: string[] = [];
  const notes: string[] = [];
  const order: string[] = [];
  const queue: string[] = [];
  const dead = [...(world.deadLetters ?? [])];
  const cloud: WebhooksCloud = {
    accountId: () => Promise.resolve('333333333333'),
    whichAreSet: (names) => Promise.resolve(names.filter((name) => targets.has(name))),
    targetOf: (name) => Promise.resolve(targets.get(name)),
    setTarget: (name, target) => Promise.resolve(void targets.set(name, target)),
    removeTarget: (name) => Promise.resolve(targets.delete(name)),
    sendTest: () => Promise.resolve(world.outcome ?? 'sent'),
    queue: () => Promise.resolve(queueOf(queue, order, 'queue')),
    deadLetters: () => Promise.resolve(queueOf(dead, order, 'dead letters')),
  };
  const ports: WebhooksPorts = {
    open: () => cloud,
    desk: {
      write: (text) => out.push(text),
      note: (line) => notes.push(line),
      isScreen: false,
      ask: () => Promise.resolve(undefined),
      save: () => Promise.resolve(),
      now: () => new Date(),
    },
    readAddress: () => Promise.resolve(world.address),
  };
  const errors: string[] = [];
  const program = waypostProgram(projectOf(config), { webhooks: () => ports });
  const exitCode = await main(program, ['webhooks', ...words.split(' ')], (line) =>
    errors.push(line),
  );
  const text = (lines: readonly string[]) => lines.join('\n');
  return {
    exitCode,
    out: out.join(''),
    notes: text(notes),
    errors: text(errors),
    targets,
    queue,
    dead,
    order,
  };
}

function queueOf(bodies: string[], order: string[], name: string): MessageQueue {
  return {
    url: 'https://sqs.example/queue',
    send: (body) => {
      order.push(`send to ${name}`);
      bodies.push(body);
      return Promise.resolve();
    },
    walk: async (judge) => {
      for (const body of [...bodies]) {
        if ((await judge({ messageId: body.slice(0, 8), body })) === 'keep') continue;
        order.push(`delete from ${name}`);
        bodies.splice(bodies.indexOf(body), 1);
      }
    },
    outOfReach: () => Promise.resolve({ inFlight: 0, delayed: 0 }),
  };
}
