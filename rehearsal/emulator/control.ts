import { z } from 'zod';
import {
  credentialsSchema,
  endpointsSchema,
  jobResultSchema,
  mailsSchema,
  nothingSchema,
  permissionSchema,
  pipelinesSchema,
  readySchema,
  refusalSchema,
  resourcesSchema,
} from './control-answers';
import { limitInWords, MORE_PATIENCE, timeLimits } from '../runner/time-limits';
import { EmulatorFailed, EmulatorUnreachable, ServiceRoleRefused } from './errors';
import type {
  JobId,
  JobResult,
  PermissionRequest,
  PipelineNews,
  ServiceRoleRequest,
} from './types';

/** Header that guards the launcher's `/_waypost/` paths (launcher/control.py). */
export const CONTROL_TOKEN_HEADER = 'x-waypost-token';

const READY_LIMIT_MS = 2_000;

interface Question {
  readonly method: 'GET' | 'POST';
  /** Below `/_waypost/`. */
  readonly path: string;
  readonly body?: object;
}

interface Answer {
  readonly ok: boolean;
  readonly status: number;
  readonly body: unknown;
}

/** The launcher's own paths, typed. Every method rejects with {@link EmulatorFailed}. */
export class ControlClient {
  constructor(
    private readonly endpoint: string,
    private readonly token: string,
    private readonly limitMs = timeLimits().emulatorAnswer,
  ) {}

  async assumeServiceRole(request: ServiceRoleRequest) {
    const question = { method: 'POST', path: 'service-role', body: request } as const;
    const answer = await this.ask(question, this.limitMs);
    const refusal = refusalSchema.safeParse(answer.body);
    if (answer.status === 403 && refusal.success) {
      throw new ServiceRoleRefused(refusal.data.refused);
    }
    return parse(question, answer, credentialsSchema);
  }

  async isAllowed(request: PermissionRequest): Promise<boolean> {
    return (await this.post('permission', request, permissionSchema)).allowed;
  }

  async tellPipelineNews(news: PipelineNews): Promise<void> {
    await this.post('pipeline-news', news, nothingSchema);
  }

  async openJob(job: JobId): Promise<void> {
    await this.post('job', job, nothingSchema);
  }

  async jobResult(job: JobId): Promise<JobResult | undefined> {
    return (await this.post('job-result', job, jobResultSchema)).result ?? undefined;
  }

  readonly pipelines = () => this.get('pipelines', pipelinesSchema);
  readonly resources = () => this.get('resources', resourcesSchema);
  readonly endpoints = () => this.get('endpoints', endpointsSchema);
  readonly mails = () => this.get('mails', mailsSchema);

  /** Whether this launcher, and no other program that took the port, answers. */
  async isReady(): Promise<boolean> {
    try {
      await this.get('health', readySchema, Math.min(this.limitMs, READY_LIMIT_MS));
      return true;
    } catch (error) {
      if (error instanceof EmulatorFailed) return false;
      throw error;
    }
  }

  /** Whether nothing listens there any more; what is only slow has not gone. */
  async hasGone(): Promise<boolean> {
    try {
      await this.get('health', readySchema, Math.min(this.limitMs, READY_LIMIT_MS));
    } catch (error) {
      if (error instanceof EmulatorUnreachable) return true;
      if (!(error instanceof EmulatorFailed)) throw error;
    }
    return false;
  }

  private async get<T>(path: string, schema: z.ZodType<T>, limitMs = this.limitMs): Promise<T> {
    const question = { method: 'GET', path } as const;
    return parse(question, await this.ask(question, limitMs), schema);
  }

  private async post<T>(path: string, body: object, schema: z.ZodType<T>): Promise<T> {
    const question = { method: 'POST', path, body } as const;
    return parse(question, await this.ask(question, this.limitMs), schema);
  }

  private async ask(question: Question, limitMs: number): Promise<Answer> {
    const { method, path, body } = question;
    const limit = AbortSignal.timeout(limitMs);
    let response: Response;
    let text: string;
    try {
      response = await fetch(`${this.endpoint}/_waypost/${path}`, {
        method,
        headers: { [CONTROL_TOKEN_HEADER]: this.token },
        ...(body !== undefined && { body: JSON.stringify(body) }),
        signal: limit,
      });
      text = await response.text();
    } catch (cause) {
      const where = `The emulator at ${this.endpoint}`;
      if (!limit.aborted) {
        const message = `${where} does not answer ${shown(question)}: it has ended.`;
        throw new EmulatorUnreachable(message, { cause });
      }
      const waited = `did not answer ${shown(question)} within ${limitInWords(limitMs)}`;
      const message = `${where} ${waited}: it is stuck or overloaded. ${MORE_PATIENCE}`;
      throw new EmulatorFailed(message, { cause });
    }
    return { ok: response.ok, status: response.status, body: parseJson(question, response, text) };
  }
}

function parse<T>(question: Question, answer: Answer, schema: z.ZodType<T>): T {
  if (!answer.ok) {
    throw new EmulatorFailed(
      `The emulator answered ${answer.status} to ${shown(question)}: ${JSON.stringify(answer.body)}`,
    );
  }
  const parsed = schema.safeParse(answer.body);
  if (parsed.success) return parsed.data;
  throw new EmulatorFailed(
    `The emulator's answer to ${shown(question)} has an unexpected shape; launcher/control.py ` +
      `and control.ts disagree:\n${z.prettifyError(parsed.error)}`,
  );
}

function parseJson(question: Question, { status }: Response, text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (cause) {
    throw new EmulatorFailed(
      `The emulator answered ${shown(question)} with ${status} and no JSON: ${text.slice(0, 200)}`,
      { cause },
    );
  }
}

function shown({ method, path }: Question): string {
  return `${method} /_waypost/${path}`;
}
