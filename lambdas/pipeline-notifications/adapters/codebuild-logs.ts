import { type CloudWatchLogsClient, GetLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import type { BuildLogs } from '../ports';

/** Before them stand a build's own phases, and after a failure some more. */
const LINES = 200;

/** Calls logs:GetLogEvents. A build's log stream bears its id, without the project's name. */
export function codeBuildLogs(
  client: Pick<CloudWatchLogsClient, 'send'>,
  logGroupName: string,
): BuildLogs {
  return {
    async tail(externalId) {
      const logStreamName = externalId.split(':').at(-1);
      const { events = [] } = await client.send(
        new GetLogEventsCommand({
          logGroupName,
          logStreamName,
          limit: LINES,
          startFromHead: false,
        }),
      );
      return events.flatMap(({ message }) => message?.trimEnd().split('\n') ?? []);
    },
  };
}
