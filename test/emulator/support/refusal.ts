import { inspect } from 'node:util';

/** How AWS refuses a call, as its SDK shows it. */
export interface Refusal {
  readonly code: string;
  readonly status: number | undefined;
  readonly message: string;
}

/** Rejects when the call is not refused. */
export async function refusalOf(call: Promise<unknown>): Promise<Refusal> {
  let answer: unknown;
  try {
    answer = await call;
  } catch (error) {
    const { Code, name, message, $metadata } = error as Error & {
      readonly Code?: string;
      readonly $metadata?: { readonly httpStatusCode?: number };
    };
    return { code: Code ?? name, status: $metadata?.httpStatusCode, message };
  }
  throw new Error(`the call was not refused: ${inspect(answer, { depth: 2 })}`);
}
