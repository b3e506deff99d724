import type { AwsCall } from './aws-call';

/** What goes wrong with one call. `forwarded`: AWS did it, and only its answer is lost. */
export type Fault =
  | {
      readonly kind: 'error';
      readonly status: number;
      readonly code: string;
      readonly message: string;
    }
  /** The connection breaks. */
  | { readonly kind: 'drop'; readonly forwarded: boolean }
  /** The function's process dies. */
  | { readonly kind: 'kill'; readonly forwarded: boolean }
  /** It takes longer. */
  | { readonly kind: 'hold'; readonly until: Promise<unknown> }
  /** Nobody ever answers. */
  | { readonly kind: 'silence' };

/** Decides on each call; undefined lets it through. */
export type Rule = (call: AwsCall) => Fault | undefined;

export function awsError(code: string, message = code, status = 400): Fault {
  return { kind: 'error', status, code, message };
}

export const UNAVAILABLE = awsError('ServiceUnavailable', 'Service is unavailable', 503);
export const ANSWER_LOST: Fault = { kind: 'drop', forwarded: true };

/** Applies to calls of a name (`ses:SendTemplatedEmail`) or a whole service (`dynamodb:*`). */
export function on(name: string, decide: Fault | Rule): Rule {
  const [service] = name.split(':');
  return (call) => {
    if (name.endsWith(':*') ? !call.name.startsWith(`${service}:`) : call.name !== name) {
      return undefined;
    }
    return typeof decide === 'function' ? decide(call) : decide;
  };
}

/** The first `count` calls of each name get the fault. */
export function first(count: number, fault: Fault): Rule {
  return ({ number }) => (number <= count ? fault : undefined);
}

/** The first rule that has a fault decides. */
export function either(...rules: readonly Rule[]): Rule {
  return (call) => {
    for (const rule of rules) {
      const fault = rule(call);
      if (fault !== undefined) return fault;
    }
    return undefined;
  };
}

/** An error as the protocol of the call writes it. */
export function errorAnswer(
  { protocol }: AwsCall,
  { status, code, message }: Extract<Fault, { kind: 'error' }>,
): { status: number; headers: Record<string, string>; body: string } {
  const requestId = '00000000-0000-4000-8000-000000000000';
  if (protocol === 'json') {
    return {
      status,
      headers: { 'content-type': 'application/x-amz-json-1.0', 'x-amzn-requestid': requestId },
      body: JSON.stringify({ __type: `com.amazonaws.fault#${code}`, message }),
    };
  }
  const type = status < 500 ? 'Sender' : 'Receiver';
  return {
    status,
    headers: { 'content-type': 'text/xml', 'x-amzn-requestid': requestId },
    body: `<ErrorResponse><Error><Type>${type}</Type><Code>${code}</Code><Message>${message}</Message></Error><RequestId>${requestId}</RequestId></ErrorResponse>`,
  };
}
