import type { ErrorFields, LogFields } from '../../../../lambdas/shared/logger';
import { ACCESS_LOG_FIELDS } from '../../../../lib/environment/contact/api-stage';
import { LOG_QUERIES, type LogQuery } from '../../../../lib/environment/monitoring/log-queries';
import { readSource, sourceFiles } from '../../../architecture/source-tree';
import { bareAndFull, synthesizedEnvironment } from '../../../helpers/synthesis';
import { resourcesOf } from '../../../helpers/template-rules';

/** The compiler asks for each field that a log line may have, and for no other. */
const LOGGED: Readonly<Record<keyof LogFields | 'level' | 'event', true>> = {
  level: true,
  event: true,
  requestId: true,
  submissionId: true,
  person: true,
  count: true,
  queueMessageId: true,
  mailMessageId: true,
  destination: true,
  form: true,
  webhook: true,
  reason: true,
  reasons: true,
  recordedBy: true,
  status: true,
  spam: true,
  marks: true,
  fields: true,
  executionId: true,
  stage: true,
  action: true,
  outcome: true,
  seconds: true,
  stackName: true,
  region: true,
  logicalId: true,
  type: true,
  change: true,
  properties: true,
  error: true,
};
const OF_ERROR: Readonly<Record<keyof ErrorFields, true>> = {
  name: true,
  code: true,
  awsStatus: true,
  awsRequestId: true,
  frames: true,
  cause: true,
};

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_AnalyzeLogData-discoverable-fields.html */
const BY_INSIGHTS = [
  '@timestamp',
  '@message',
  '@log',
  '@type',
  '@duration',
  '@initDuration',
  '@maxMemoryUsed',
];
const WORDS = ['fields', 'filter', 'stats', 'sort', 'limit', 'by', 'as', 'or', 'and', 'like'];
const FUNCTIONS = ['count', 'count_distinct', 'pct', 'max', 'bin', 'asc', 'desc'];

/** Names in a query that nothing in its logs has. */
function unknownNames({ logs, query }: Pick<LogQuery, 'logs' | 'query'>): string[] {
  const text = query.join(' | ').replaceAll(/"[^"]*"|\/[^/]+\//g, '');
  const made = [...text.matchAll(/\bas (\w+)/g)].map(([, name]) => name ?? '');
  const logged = logs.includes('accessLog')
    ? Object.keys(ACCESS_LOG_FIELDS)
    : [...Object.keys(LOGGED), ...Object.keys(OF_ERROR).map((name) => `error.${name}`)];
  const known = new Set([...logged, ...BY_INSIGHTS, ...WORDS, ...FUNCTIONS, ...made]);
  return [...text.matchAll(/[@a-z_][\w.]*/gi)]
    .map(([name]) => name.replace(/\.\d+$/, ''))
    .filter((name) => !known.has(name) && !/^\dh$/.test(name) && name !== 'h');
}

const lambdas = sourceFiles()
  .filter((path) => path.startsWith('lambdas/') && path.endsWith('.ts'))
  .map((path) => readSource(path))
  .join('\n');

/** Events that a query looks for and no function logs. */
const unknownEvents = ({ query }: Pick<LogQuery, 'query'>) =>
  [...query.join(' ').matchAll(/event = "([\w.-]+)"/g)]
    .map(([, event]) => event ?? '')
    .filter((event) => !lambdas.includes(`('${event}'`));

describe('saved queries', () => {
  test.each(LOG_QUERIES)('$name: reads fields and events that its logs have', (query) => {
    expect(unknownNames(query)).toEqual([]);
    expect(unknownEvents(query)).toEqual([]);
  });

  test.each([
    ['a field', 'filter submission = "x"', ['submission']],
    ['a field of an error', 'fields error.message', ['error.message']],
    ["one of Insights' own", 'stats max(@durations)', ['@durations']],
  ])('control: %s that is not logged is noticed', (_, line, names) => {
    expect(unknownNames({ logs: ['deliver'], query: [line] })).toEqual(names);
  });

  test('control: fields of functions are not those of the access log', () => {
    expect(unknownNames({ logs: ['accessLog'], query: ['filter submissionId = "x"'] })).toEqual([
      'submissionId',
    ]);
  });

  test('control: an event that nothing logs is noticed', () => {
    expect(unknownEvents({ query: ['filter event = "submission.lost"'] })).toEqual([
      'submission.lost',
    ]);
  });

  test('are all in the templates, sorted by the environment, and read logs of their stack', () => {
    const { all } = synthesizedEnvironment('prod', bareAndFull());
    const saved = all.flatMap(({ template }) => {
      const groups = resourcesOf(template)
        .filter(([, { Type }]) => Type === 'AWS::Logs::LogGroup')
        .map(([id]) => id);
      return resourcesOf(template)
        .filter(([, { Type }]) => Type === 'AWS::Logs::QueryDefinition')
        .map(([, { Properties }]) => {
          const read = Properties?.['LogGroupNames'] as { Ref: string }[];
          expect(groups).toEqual(expect.arrayContaining(read.map(({ Ref }) => Ref)));
          return [String(Properties?.['Name']), read.length];
        });
    });
    const byName = ([one]: (string | number)[], [two]: (string | number)[]) =>
      String(one).localeCompare(String(two));
    expect(saved.sort(byName)).toEqual(
      LOG_QUERIES.map(({ name, logs }) => [`waypost-prod/${name}`, logs.length]).sort(byName),
    );
  });
});
