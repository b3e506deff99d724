import { spawn } from 'node:child_process';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { nodeBinary } from '../../rehearsal/paths';
import type { Bundle } from './bundles';
import { answerOfAws } from './stub-aws';

export interface ColdStart {
  /** From starting the process to its asking for the first event. */
  readonly initMs: number;
  /** From starting the process to its answer to the first event, AWS answering at once. */
  readonly answeredMs: number;
}

export interface Subject {
  readonly bundle: Bundle;
  readonly environment: Readonly<Record<string, string>>;
  readonly event: unknown;
}

const INTERFACE = join(__dirname, 'runtime-interface.cjs');

/** Starts each subject in turn, `rounds` times, so that a slow minute of the machine hits all alike. */
export async function coldStarts(
  subjects: readonly Subject[],
  rounds: number,
): Promise<ReadonlyMap<string, readonly ColdStart[]>> {
  const samples = new Map<string, ColdStart[]>(
    subjects.map(({ bundle }): [string, ColdStart[]] => [bundle.name, []]),
  );
  for (let round = 0; round < rounds; round++) {
    for (const subject of subjects) {
      samples.get(subject.bundle.name)?.push(await coldStart(subject));
    }
  }
  return samples;
}

async function coldStart({ bundle, environment, event }: Subject): Promise<ColdStart> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  const started = performance.now();
  const child = spawn(nodeBinary, [INTERFACE, bundle.file], {
    env: {
      ...environment,
      AWS_LAMBDA_RUNTIME_API: host,
      AWS_ENDPOINT_URL: `http://${host}`,
      AWS_REGION: 'eu-west-1',
      AWS_ACCESS_KEY_ID: 'key',
      AWS_SECRET_ACCESS_KEY: 'secret',
      AWS_SESSION_TOKEN: 'token',
    },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  try {
    const times = await serve(server, event);
    return { initMs: times.asked - started, answeredMs: times.answered - started };
  } finally {
    child.kill('SIGKILL');
    server.close();
    server.closeAllConnections();
  }
}

/** Gives one event, and the answers of AWS; resolves when the function has answered. */
function serve(server: Server, event: unknown) {
  return new Promise<{ asked: number; answered: number }>((resolve, reject) => {
    let asked: number | undefined;
    server.on('request', (request, response) => {
      void text(request).then((body) => {
        if (request.url?.endsWith('/next')) {
          if (asked !== undefined) return;
          asked = performance.now();
          response.setHeader('lambda-runtime-aws-request-id', 'bench');
          response.setHeader('lambda-runtime-deadline-ms', Date.now() + 30_000);
          response.end(JSON.stringify(event));
        } else if (request.url?.endsWith('/response')) {
          const answered = performance.now();
          response.end();
          if (/"statusCode":[45]|"itemIdentifier"/.test(body)) reject(new Error(`failed: ${body}`));
          else resolve({ asked: asked ?? answered, answered });
        } else {
          response.end(answerOfAws(request, body));
        }
      });
    });
  });
}
