/** What a fault of SES asks for. */
export type SesFaultKind =
  /** SES takes mail again in seconds. */
  | 'throttled'
  /** SES takes mail again once the owner, a DNS record or the day's end allows it. */
  | 'parked'
  /** The same mail will be refused again. */
  | 'permanent'
  /** A retry, or the next release, may mend it. */
  | 'passing';

export interface SesFault {
  readonly kind: SesFaultKind;
  /** A code of ours: of the table, the dead-letter queue and the metrics. */
  readonly reason: string;
}

/** SES did not take a mail; the cause is its own error, whose message quotes addresses. */
export class MailFault extends Error {
  readonly code = 'MAIL_FAULT';
  readonly kind: SesFaultKind;
  readonly reason: string;
  constructor({ kind, reason }: SesFault, cause: unknown) {
    super(`SES did not take the mail (${kind}, ${reason}); see the cause`, { cause });
    this.name = 'MailFault';
    this.kind = kind;
    this.reason = reason;
  }
}

/** Two names of one error: `TemplateDoesNotExist` on the wire, `...Exception` in the SDK. */
const BY_NAME: Readonly<Record<string, SesFault>> = {
  // A role's policy may be about to come.
  AccessDenied: { kind: 'passing', reason: 'access-denied' },
  Throttling: { kind: 'throttled', reason: 'throttled' },
  RequestThrottled: { kind: 'throttled', reason: 'throttled' },
  RequestLimitExceeded: { kind: 'throttled', reason: 'throttled' },
  TooManyRequests: { kind: 'throttled', reason: 'throttled' },
  LimitExceeded: { kind: 'throttled', reason: 'throttled' },
  SlowDown: { kind: 'throttled', reason: 'throttled' },
  AccountSendingPaused: { kind: 'parked', reason: 'account-paused' },
  SendingPaused: { kind: 'parked', reason: 'account-paused' },
  ConfigurationSetSendingPaused: { kind: 'parked', reason: 'configuration-set-paused' },
  MailFromDomainNotVerified: { kind: 'parked', reason: 'mail-from-unverified' },
  FromEmailAddressNotVerified: { kind: 'parked', reason: 'identity-unverified' },
  ProductionAccessNotGranted: { kind: 'parked', reason: 'sandbox' },
  MessageRejected: { kind: 'permanent', reason: 'rejected' },
  InvalidParameterValue: { kind: 'permanent', reason: 'invalid' },
  InvalidParameterCombination: { kind: 'permanent', reason: 'invalid' },
  MissingParameter: { kind: 'permanent', reason: 'invalid' },
  ValidationError: { kind: 'permanent', reason: 'invalid' },
  InvalidRenderingParameter: { kind: 'permanent', reason: 'invalid' },
  MissingRenderingAttribute: { kind: 'permanent', reason: 'invalid' },
  InvalidTemplate: { kind: 'permanent', reason: 'template' },
  TemplateDoesNotExist: { kind: 'permanent', reason: 'template' },
  ConfigurationSetDoesNotExist: { kind: 'permanent', reason: 'configuration-set' },
};

/** SES uses one error name for different faults; the message distinguishes them. */
const BY_MESSAGE: readonly (readonly [RegExp, SesFault])[] = [
  [/\bdaily (message|sending) quota exceeded/i, { kind: 'parked', reason: 'daily-quota' }],
  [/maximum (\w+ ){0,3}sending rate exceeded/i, { kind: 'throttled', reason: 'throttled' }],
  [/\bis not verified\b/i, { kind: 'parked', reason: 'identity-unverified' }],
  [
    /sending for the configuration set .*\bis (paused|disabled)/i,
    { kind: 'parked', reason: 'configuration-set-paused' },
  ],
  [
    /sending (is )?(paused|disabled) for (this|your) account|sending for the account is (paused|disabled)|account is paused/i,
    { kind: 'parked', reason: 'account-paused' },
  ],
];

/** Errors whose messages BY_MESSAGE understands. */
const TOLD_BY_MESSAGE = new Set(['MessageRejected', 'Throttling']);

/**
 * Judges an error of SES. What is not listed passes: expired credentials, a fault of SES's own, no answer in time. The queue limits the tries.
 */
export function sesFault(error: unknown): SesFault {
  if (!(error instanceof Error)) return { kind: 'passing', reason: 'ses' };
  const name = error.name.replace(/Exception$/, '');
  if (TOLD_BY_MESSAGE.has(name)) {
    const told = BY_MESSAGE.find(([pattern]) => pattern.test(error.message));
    if (told) return told[1];
  }
  return BY_NAME[name] ?? { kind: 'passing', reason: 'ses' };
}
