import { z } from 'zod';
import { limitInWords, MORE_PATIENCE } from '../runner/time-limits';
import { EmulatorFailed, EmulatorUnreachable } from './errors';

/** Header that guards the launcher's `/_waypost/` paths (launcher/control.py). */
export const CONTROL_TOKEN_HEADER = 'x-waypost-token';

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

/** Asks the launcher, and checks the shape of its answers. Every method rejects with {@link EmulatorFailed}. */
export class ControlConnection {
  constructor(
    readonly endpoint: string,
    private readonly token: string,
    private readonly limitMs: number,
  ) {}

  async get<T>(path: string, schema: z.ZodType<T>, limitMs = this.limitMs): Promise<T> {
    const question = { method: 'GET', path } as const;
    return parse(question, await this.#ask(question, Math.min(limitMs, this.limitMs)), schema);
  }

  /** @throws the error that `refused` makes of the launcher's words, if it answers 403 */
  async post<T>(
    path: string,
    body: object,
    schema: z.ZodType<T>,
    refused?: (why: string) => Error,
  ): Promise<T> {
    const question = { method: 'POST', path, body } as const;
    const answer = await this.#ask(question, this.limitMs);
    const refusal = refusalSchema.safeParse(answer.body);
    if (refused && answer.status === 403 && refusal.success) throw refused(refusal.data.refused);
    return parse(question, answer, schema);
  }

  async #ask(question: Question, limitMs: number): Promise<Answer> {
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

const refusalSchema = z.object({ refused: z.string() });

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
