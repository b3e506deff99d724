import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import {
  type DeliverForms,
  FORMS_VARIABLE,
  type SubmitForms,
} from '../../../../lambdas/contact-form/contract';
import { RECEIPT_TIME_MS } from '../../../../lambdas/contact-form/core/receipt';
import { FUNCTION_BUNDLE } from '../../../../lib/functions/function-bundle';
import { repositoryRoot } from '../../../../rehearsal/paths';

export const OWNER = 'owner@owner.test';
/** Its form sends receipts. */
export const RECEIPTED = 'receipted';
/** Deliver's timeout with room for a receipt; see RECEIPT_TIME_MS. */
export const RECEIPTED_SECONDS = RECEIPT_TIME_MS / 1000 + 5;

const form = (name: string) =>
  ({
    name,
    language: 'en',
    fields: [],
    receipt: name === RECEIPTED,
    proofOfWork: true,
    page: 'index.html',
    thankYouPage: 'thank-you.html',
  }) as const;
export const SUBMIT_FORMS: SubmitForms = [form('contact'), form(RECEIPTED)];
export const DELIVER_FORMS: DeliverForms = SUBMIT_FORMS.map(({ name, language, receipt }) => ({
  name,
  language,
  receipt,
  fields: [],
  recipients: [OWNER],
}));

export interface Bundles {
  readonly submit: string;
  readonly deliver: string;
  readonly feedback: string;
  readonly webhooks: string;
  /** `webhooks`, which may call this machine. */
  readonly toLoopback: string;
  /** Deliver functions that are wrong on purpose. */
  readonly broken: (name: string) => Promise<string>;
  remove(): Promise<void>;
}

/** Bundles the functions before a file's tests, and removes them after. */
export function bundledFunctions(): () => Bundles {
  let bundles: Bundles;
  beforeAll(async () => {
    bundles = await bundleFunctions();
  });
  afterAll(() => bundles.remove());
  return () => bundles;
}

/** The functions as they are deployed: see FUNCTION_BUNDLE. */
async function bundleFunctions(): Promise<Bundles> {
  const folder = await mkdtemp(join(tmpdir(), 'waypost-faults-'));
  const make = async (entry: string, name: string, forms: unknown) => {
    const outfile = join(folder, `${name}.js`);
    await build({
      entryPoints: [join(repositoryRoot, entry)],
      outfile,
      ...FUNCTION_BUNDLE,
      define: { [`process.env.${FORMS_VARIABLE}`]: JSON.stringify(JSON.stringify(forms)) },
      logLevel: 'warning',
    });
    return outfile;
  };
  const [submit, deliver, feedback, webhooks, toLoopback] = await Promise.all([
    make('lambdas/contact-form/submit.ts', 'submit', SUBMIT_FORMS),
    make('lambdas/contact-form/deliver.ts', 'deliver', DELIVER_FORMS),
    make('lambdas/contact-form/feedback.ts', 'feedback', []),
    make('lambdas/webhooks/handler.ts', 'webhooks', []),
    make('test/emulator/faults/support/webhooks-to-loopback.ts', 'to-loopback', []),
  ]);
  return {
    submit,
    deliver,
    feedback,
    webhooks,
    toLoopback,
    broken: (name) => make(`test/emulator/faults/support/broken/${name}.ts`, name, DELIVER_FORMS),
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}
