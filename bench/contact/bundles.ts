import { statSync } from 'node:fs';
import { join } from 'node:path';
import { build, type BuildOptions } from 'esbuild';
import { FUNCTION_BUNDLE } from '../../lib/functions/function-bundle';
import { repositoryRoot } from '../../rehearsal/paths';

const DEPLOYED = {
  ...FUNCTION_BUNDLE,
  logLevel: 'error',
} satisfies BuildOptions;

/** As NodejsFunction bundles when nobody tells it otherwise. */
const DEFAULT = { ...DEPLOYED, minify: false, mainFields: undefined } satisfies BuildOptions;

export interface Bundle {
  readonly name: string;
  readonly file: string;
  readonly bytes: number;
}

const contactForm = (file: string) => join(repositoryRoot, 'lambdas/contact-form', file);

/** Our functions, and handlers to compare them with. */
const SOURCES: Readonly<Record<string, BuildOptions>> = {
  'no-op': inline(`export const handler = async () => ({ statusCode: 204 });`, DEPLOYED),
  submit: { ...DEPLOYED, entryPoints: [contactForm('submit.ts')] },
  deliver: { ...DEPLOYED, entryPoints: [contactForm('deliver.ts')] },
  'client-ses, CommonJS': inline(
    `import { SESClient } from '@aws-sdk/client-ses';
     const client = new SESClient({});
     export const handler = async () => ({ statusCode: client ? 204 : 500 });`,
    DEFAULT,
  ),
  'zod, whole': inline(
    `import { z } from 'zod';
     const form = z.object({ name: z.string() });
     export const handler = async () => ({ statusCode: form ? 204 : 500 });`,
    DEPLOYED,
  ),
  'one SQS send': inline(
    `import { SQSClient, SendMessageCommand } from '@aws-sdk/client-sqs';
     const client = new SQSClient({ useQueueUrlAsEndpoint: false });
     export const handler = async (event) => {
       await client.send(new SendMessageCommand({
         QueueUrl: process.env.SUBMISSION_QUEUE_URL, MessageBody: event.body ?? 'no-op',
       }));
       // Like ours: the emulator waits 50 ms for the log of a function that writes none.
       process.stdout.write('sent\\n');
       return { statusCode: 202 };
     };`,
    DEPLOYED,
  ),
};

function inline(contents: string, options: BuildOptions): BuildOptions {
  return { ...options, stdin: { contents, resolveDir: repositoryRoot, loader: 'js' } };
}

/** Bundles everything into `folder`, as `<index>.cjs`. */
export async function makeBundles(folder: string): Promise<ReadonlyMap<string, Bundle>> {
  const bundles = new Map<string, Bundle>();
  for (const [name, options] of Object.entries(SOURCES)) {
    const file = join(folder, `${bundles.size}.cjs`);
    await build({ ...options, outfile: file });
    bundles.set(name, { name, file, bytes: statSync(file).size });
  }
  return bundles;
}
