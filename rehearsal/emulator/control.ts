import { z } from 'zod';
import { EmulatorFailed, ServiceRoleRefused } from './errors';
import type { ServiceRoleRequest } from './types';

/** Header that guards the launcher's `/_waypost/` paths (launcher/control.py). */
export const CONTROL_TOKEN_HEADER = 'x-waypost-token';

const location = { account: z.string(), region: z.string() };
const stackResource = { ...location, stack: z.string(), logicalId: z.string() };

const credentialsSchema = z.object({
  accessKeyId: z.string(),
  secretAccessKey: z.string(),
  sessionToken: z.string(),
});

const pipelinesSchema = z.array(
  z.object({
    ...stackResource,
    name: z.string(),
    properties: z.record(z.string(), z.unknown()),
  }),
);

const resourcesSchema = z.array(
  z.object({
    ...stackResource,
    physicalId: z.string(),
    type: z.string(),
    coverage: z.enum(['emulated', 'recorded']),
    droppedProperties: z.array(z.string()),
  }),
);

const endpointsSchema = z.array(z.object({ public: z.url(), local: z.url() }));

const mailsSchema = z.array(
  z.object({
    ...location,
    messageId: z.string(),
    sentAt: z.iso.datetime({ offset: true }),
    from: z.string(),
    to: z.array(z.string()),
    cc: z.array(z.string()),
    bcc: z.array(z.string()),
    replyTo: z.array(z.string()),
    subject: z.string(),
    text: z.string(),
    html: z.string(),
    template: z.string().optional(),
  }),
);

const refusalSchema = z.object({ refused: z.string() });

/** The launcher's own paths, typed. Every method rejects with {@link EmulatorFailed}. */
export class ControlClient {
  constructor(
    private readonly endpoint: string,
    private readonly token: string,
  ) {}

  async assumeServiceRole(request: ServiceRoleRequest) {
    const path = 'service-role';
    const response = await this.request(path, {
      method: 'POST',
      body: JSON.stringify(request),
      headers: { 'content-type': 'application/json' },
    });
    const refusal = refusalSchema.safeParse(await readJson(path, response.clone()));
    if (response.status === 403 && refusal.success) {
      throw new ServiceRoleRefused(refusal.data.refused);
    }
    return this.parse(path, response, credentialsSchema);
  }

  readonly pipelines = () => this.get('pipelines', pipelinesSchema);
  readonly resources = () => this.get('resources', resourcesSchema);
  readonly endpoints = () => this.get('endpoints', endpointsSchema);
  readonly mails = () => this.get('mails', mailsSchema);

  /** Whether this launcher, and no other one that took the port, answers. */
  async isReady(): Promise<boolean> {
    try {
      const response = await this.request('health', { signal: AbortSignal.timeout(2000) });
      await response.body?.cancel();
      return response.ok;
    } catch (error) {
      if (error instanceof EmulatorFailed) return false;
      throw error;
    }
  }

  private async get<T>(path: string, schema: z.ZodType<T>): Promise<T> {
    return this.parse(path, await this.request(path, {}), schema);
  }

  private async parse<T>(path: string, response: Response, schema: z.ZodType<T>): Promise<T> {
    const body = await readJson(path, response);
    if (!response.ok) {
      throw new EmulatorFailed(
        `The emulator answered ${response.status} to /_waypost/${path}: ${JSON.stringify(body)}`,
      );
    }
    const parsed = schema.safeParse(body);
    if (parsed.success) return parsed.data;
    throw new EmulatorFailed(
      `The emulator's answer to /_waypost/${path} has an unexpected shape; launcher/control.py ` +
        `and control.ts disagree:\n${z.prettifyError(parsed.error)}`,
    );
  }

  private async request(path: string, init: RequestInit): Promise<Response> {
    const headers = new Headers(init.headers);
    headers.set(CONTROL_TOKEN_HEADER, this.token);
    try {
      return await fetch(`${this.endpoint}/_waypost/${path}`, { ...init, headers });
    } catch (error) {
      throw new EmulatorFailed(`The emulator at ${this.endpoint} does not answer.`, {
        cause: error,
      });
    }
  }
}

async function readJson(path: string, response: Response): Promise<unknown> {
  const text = await response.text();
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    throw new EmulatorFailed(
      `The emulator answered /_waypost/${path} with ${response.status} and no JSON: ${text.slice(0, 200)}`,
      { cause: error },
    );
  }
}
