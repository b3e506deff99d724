import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PAGE_FILES, PAGE_VARIABLE } from '../../lambdas/submissions/contract';
import type { Config, ContactConfig } from '../config/config';
import { asLiteral, bundled, deliverForms, submitForms } from './bundled-forms';

/** What a function's code is bundled from. */
export interface FunctionSource {
  /** File whose export `handler` is called: its path, relative to the repository. */
  readonly entry: string;
  /** JavaScript expression -> the literal in its place. */
  readonly define: Readonly<Record<string, string>>;
}

type Forms = ContactConfig['forms'];

export const FUNCTION_SOURCES = {
  submissionStatus: { entry: 'lambdas/contact-form/submission-status.ts', define: {} },
  feedback: { entry: 'lambdas/contact-form/feedback.ts', define: {} },
  driftDetection: { entry: 'lambdas/drift-detection/handler.ts', define: {} },
  serviceLevels: { entry: 'lambdas/service-levels/handler.ts', define: {} },
  webhooks: { entry: 'lambdas/webhooks/handler.ts', define: {} },
  releaseCheck: { entry: 'lambdas/release-check/release-check.ts', define: {} },
  pipelineNotifications: {
    entry: 'lambdas/pipeline-notifications/pipeline-notifications.ts',
    define: {},
  },
} satisfies Readonly<Record<string, FunctionSource>>;

export function submitSource(forms: Forms): FunctionSource {
  return { entry: 'lambdas/contact-form/submit.ts', define: bundled(submitForms(forms)) };
}

export function deliverSource(forms: Forms): FunctionSource {
  return { entry: 'lambdas/contact-form/deliver.ts', define: bundled(deliverForms(forms)) };
}

const PAGE_FOLDER = join(__dirname, '../../lambdas/submissions/page');

export function ownersPageSource(): FunctionSource {
  const files = PAGE_FILES.map((name) => [name, readFileSync(join(PAGE_FOLDER, name), 'utf8')]);
  return {
    entry: 'lambdas/submissions/owners-page.ts',
    define: { [`process.env.${PAGE_VARIABLE}`]: asLiteral(Object.fromEntries(files)) },
  };
}

/** Of every function that the app has: who knows them early can bundle them ahead. */
export function functionSources({
  contact: { forms },
  environments,
}: Pick<Config, 'contact' | 'environments'>): FunctionSource[] {
  const { webhooks, ...always } = FUNCTION_SOURCES;
  return [
    submitSource(forms),
    deliverSource(forms),
    ...Object.values(always),
    ...(environments.some(({ ownersPage }) => ownersPage) ? [ownersPageSource()] : []),
    ...(environments.some((environment) => environment.webhooks.length > 0) ? [webhooks] : []),
  ];
}
