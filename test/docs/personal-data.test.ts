import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { stacksOf } from '../../bin/stacks-of';
import { exampleConfig, prodInput } from '../helpers/example-config';
import { tableRows } from '../helpers/markdown-tables';
import { ALL_OPTIONS } from '../helpers/options';
import { dev } from '../helpers/sample';
import { type Store, storeOf } from '../helpers/stores';
import { synthesizedApp } from '../helpers/synthesis';

const text = readFileSync(join(__dirname, '../../docs/personal-data.md'), 'utf8');

/** Unlike any other number of days, so that each shows in the templates where it is used. */
const DAYS = { submissionRetentionDays: 181, logRetentionDays: 545, retentionDays: 23 } as const;
const stacks = stacksOf(
  synthesizedApp(
    exampleConfig({
      environments: [
        dev,
        {
          ...prodInput,
          ...ALL_OPTIONS,
          submissionRetentionDays: DAYS.submissionRetentionDays,
          logRetentionDays: DAYS.logRetentionDays,
          backup: { copyTo: 'eu-central-1', retentionDays: DAYS.retentionDays },
        },
      ],
    }),
  ).assembly,
);

/** Stores of prod and of the pipeline, as rows of the page's table, without what they hold. */
function rows(): string[] {
  const found = stacks.flatMap(({ stackName, template: { Resources = {} } }) =>
    stackName.startsWith('waypost-dev-')
      ? []
      : Object.entries(Resources).flatMap(([id, resource]) => {
          const store = storeOf(stackName, id, resource);
          return store ? [rowOf(store)] : [];
        }),
  );
  return [...new Set(found)].sort();
}

function rowOf({ stack, name, kind, kept }: Store): string {
  const general = (text: string) =>
    text.replaceAll('waypost-prod', '<env>').replaceAll('waypost', '<project>');
  const inWords = Object.entries(DAYS).reduce(
    (rest, [option, count]) => rest.replaceAll(`${count} days`, `\`${option}\``),
    kept,
  );
  const stackInShort = general(stack.replace(/^waypost-(?:prod-)?/, ''));
  return [stackInShort, kind, `\`${general(name)}\``, general(inWords)].join(' | ');
}

/** Rows of the page's tables: stack, kind, name, how long, and what of visitors is in it. */
const documented = tableRows(text).filter(([, kind = '']) =>
  /^(?:table|bucket|queue|log|vault)$/.test(kind),
);

test('docs/personal-data.md has every store of the templates, and how long it keeps things', () => {
  expect(documented.map((cells) => cells.slice(0, 4).join(' | ')).sort()).toEqual(rows());
});

test('control: a store that the page does not name, or keeps longer than it says, is noticed', () => {
  const queue = (MessageRetentionPeriod: number) => {
    const Properties = { QueueName: 'waypost-prod-submissions', MessageRetentionPeriod };
    const store = storeOf('waypost-prod-contact', 'Queue', { Type: 'AWS::SQS::Queue', Properties });
    return store && rowOf(store);
  };
  expect(rows()).not.toContain(queue(14 * 86_400));
  expect(rows()).toContain(queue(4 * 86_400));
});

test('control: a kind of store that nobody has thought about is noticed', () => {
  expect(() => storeOf('waypost-prod-contact', 'Files', { Type: 'AWS::EFS::FileSystem' })).toThrow(
    'say in test/helpers/stores.ts whether AWS::EFS::FileSystem holds data',
  );
});

test('docs/personal-data.md says of each store what of visitors is in it', () => {
  expect(documented.length).toBeGreaterThan(20);
  for (const [, , name, , holds] of documented)
    expect([name, holds]).toEqual([name, expect.stringMatching(/\w/)]);
});
