import { readFile } from 'node:fs/promises';
import {
  CreateLogGroupCommand,
  CreateLogStreamCommand,
  PutLogEventsCommand,
  type CloudWatchLogsClient,
} from '@aws-sdk/client-cloudwatch-logs';
import type { ActionHost } from './host';
import type { Build } from './build';

/**
 * Limits of one call, in bytes and in events. Each line counts 26 bytes more.
 * https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutLogEvents.html
 */
const BATCH = { bytes: 1_048_576, events: 10_000 };
const OVERHEAD_BYTES = 26;
/** Longest line. The rest is cut off. */
const LINE_BYTES = 200_000;

/** A build's log in CloudWatch Logs. The build's own role writes it. */
export interface BuildLog {
  /** Sends the build's output. */
  write(logPath: string): Promise<void>;
}

/** Begins the log of a build. CodeBuild does not run a build without a log. */
export async function openBuildLog(
  { id, project, role }: Pick<Build, 'id' | 'project' | 'role'>,
  region: string,
  { cloud }: Pick<ActionHost, 'cloud'>,
): Promise<BuildLog> {
  const { status, groupName, streamName } = project.logsConfig?.cloudWatchLogs ?? {};
  if (status === 'DISABLED') return { write: () => Promise.resolve() };
  const client = cloud.logs(role, region);
  const uuid = id.slice(id.indexOf(':') + 1);
  const stream = {
    logGroupName: groupName ?? `/aws/codebuild/${project.name ?? ''}`,
    logStreamName: streamName === undefined ? uuid : `${streamName}/${uuid}`,
  };
  if (groupName === undefined) await ensureGroup(client, stream.logGroupName);
  await client.send(new CreateLogStreamCommand(stream));
  return {
    async write(logPath) {
      const timestamp = Date.now();
      for (const lines of batches(await readFile(logPath, 'utf8'))) {
        const logEvents = lines.map((message) => ({ timestamp, message }));
        await client.send(new PutLogEventsCommand({ ...stream, logEvents }));
      }
    },
  };
}

/** The group that CodeBuild makes if the project names none. */
async function ensureGroup(client: CloudWatchLogsClient, logGroupName: string): Promise<void> {
  try {
    await client.send(new CreateLogGroupCommand({ logGroupName }));
  } catch (error) {
    if ((error as Error).name !== 'ResourceAlreadyExistsException') throw error;
  }
}

/** Lines with their ends, split into calls. */
export function* batches(log: string): Generator<string[]> {
  let batch: string[] = [];
  let bytes = 0;
  for (const line of log.split(/(?<=\n)/)) {
    const message = Buffer.from(line).subarray(0, LINE_BYTES).toString();
    if (message === '') continue;
    const size = Buffer.byteLength(message) + OVERHEAD_BYTES;
    if (bytes + size > BATCH.bytes || batch.length === BATCH.events) {
      yield batch;
      batch = [];
      bytes = 0;
    }
    batch.push(message);
    bytes += size;
  }
  if (batch.length > 0) yield batch;
}
