import { CfnQueryDefinition, type ILogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';

/** Logs that a query reads. */
export type LogName =
  | 'submit'
  | 'deliver'
  | 'feedback'
  | 'levels'
  | 'accessLog'
  | 'drift'
  | 'people';

export interface LogQuery {
  /** As the runbook asks it. It stands after the environment's name in the console's folders. */
  readonly name: string;
  readonly logs: readonly LogName[];
  /** Commands of Logs Insights, one after the other. */
  readonly query: readonly string[];
}

const MESSAGE_LOGS = ['submit', 'deliver', 'feedback'] as const;

/** API Gateway writes numbers as texts; arithmetic makes numbers of them. */
const LATENCY = 'latencyMs * 1 as milliseconds';

/** The questions of docs/runbook.md. Fields are those of LogFields, of the access log, and Insights' own. */
export const LOG_QUERIES: readonly LogQuery[] = [
  {
    name: 'messages/One message by its id',
    logs: MESSAGE_LOGS,
    query: [
      'fields @timestamp, event, status, reason, recordedBy, mailMessageId, error.name',
      'filter submissionId = "put the id here"',
      'sort @timestamp asc',
    ],
  },
  {
    name: 'messages/What deliver failed at',
    logs: ['deliver'],
    query: [
      'fields @timestamp, event, submissionId, reason, error.name, error.code, error.awsStatus',
      'filter level = "error" or level = "warn"',
      'sort @timestamp desc',
      'limit 200',
    ],
  },
  {
    name: 'messages/Why messages wait',
    logs: ['deliver'],
    query: [
      'filter event = "submission.postponed" or event = "submission.retried"',
      'stats count(*) as tries, count_distinct(submissionId) as messages by event, reason',
      'sort tries desc',
    ],
  },
  {
    name: 'messages/What SES reported later',
    logs: ['feedback'],
    query: [
      'fields @timestamp, event, submissionId, mailMessageId, reason',
      'filter level = "error" or level = "warn"',
      'sort @timestamp desc',
      'limit 200',
    ],
  },
  {
    name: 'form/Why messages were refused',
    logs: ['submit'],
    query: [
      'filter event = "submission.refused"',
      'stats count(*) as refused by form, reason',
      'sort refused desc',
    ],
  },
  {
    name: 'form/Requests that ended with a server error',
    logs: ['accessLog'],
    query: [
      `fields @timestamp, requestId, route, status, integrationError, ${LATENCY}`,
      'filter status like /^5/',
      'sort @timestamp desc',
      'limit 200',
    ],
  },
  {
    name: 'form/Slow requests',
    logs: ['accessLog'],
    query: [
      `fields @timestamp, requestId, route, status, ${LATENCY}`,
      'filter milliseconds > 1000',
      'sort milliseconds desc',
      'limit 200',
    ],
  },
  {
    name: 'form/Requests by route and status',
    logs: ['accessLog'],
    query: ['stats count(*) as requests by route, status', 'sort requests desc'],
  },
  {
    name: 'form/Probes that failed',
    logs: ['levels'],
    query: [
      'filter event = "probe.failed"',
      'stats count(*) as probes by reason, bin(1h) as hour',
      'sort hour desc',
    ],
  },
  {
    name: 'form/When the guard did not answer',
    logs: ['submit'],
    query: [
      'filter event = "guard.unavailable"',
      'stats count(*) as messages by error.name, error.code, bin(1h) as hour',
      'sort hour desc',
    ],
  },
  {
    name: 'functions/Errors and timeouts',
    logs: [...MESSAGE_LOGS, 'levels'],
    query: [
      'fields @timestamp, @log, event, reason, error.name, error.code, @message',
      'filter level = "error" or @message like /Task timed out|ENVIRONMENT_MISSING|Runtime\\./',
      'sort @timestamp desc',
      'limit 200',
    ],
  },
  {
    name: 'functions/Slow calls, memory and cold starts',
    logs: [...MESSAGE_LOGS, 'levels'],
    query: [
      'filter @type = "REPORT"',
      'stats count(*) as calls, pct(@duration, 95) as p95Milliseconds, max(@duration) as slowest, ' +
        'count(@initDuration) as coldStarts, max(@maxMemoryUsed / 1000000) as megabytes by @log',
    ],
  },
  {
    name: 'people/Who did what with which message',
    logs: ['people'],
    query: [
      'fields @timestamp, person, event, submissionId, count',
      'filter person like /./',
      'sort @timestamp desc',
      'limit 1000',
    ],
  },
  {
    name: 'environment/What has drifted',
    logs: ['drift'],
    query: [
      'fields @timestamp, event, stackName, region, logicalId, type, change, reason, properties.0',
      'filter event = "drifted" or event = "not_checked"',
      'sort @timestamp desc',
      'limit 200',
    ],
  },
];

export interface LogQueriesProps {
  /** Folder of the queries in the console, such as `waypost-prod`. */
  readonly prefix: string;
  /** Logs that this stack has: it saves the queries that read no others. */
  readonly logs: Readonly<Partial<Record<LogName, ILogGroup>>>;
}

/** Saved queries of Logs Insights. A saved query costs nothing; running one costs 0.005 USD a GB. */
export class LogQueries extends Construct {
  constructor(scope: Construct, id: string, { prefix, logs }: LogQueriesProps) {
    super(scope, id);
    const own = LOG_QUERIES.filter((query) => query.logs.every((log) => logs[log] !== undefined));
    for (const { name, logs: read, query } of own) {
      new CfnQueryDefinition(this, name.replaceAll(/\W/g, ''), {
        name: `${prefix}/${name}`,
        logGroupNames: read.flatMap((log) => logs[log]?.logGroupName ?? []),
        queryString: query.join('\n| '),
      });
    }
  }
}
