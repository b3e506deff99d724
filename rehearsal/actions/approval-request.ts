/** What a person is asked to let through. */
export interface ApprovalRequest {
  readonly executionId: string;
  readonly commit: string;
  readonly stage: string;
  readonly action: string;
  readonly comment?: string;
  /** Opens on this machine. */
  readonly reviewUrl?: string;
}

/** Who or what has answered: a person here or there, or an option of the command. */
export type Approver = 'terminal' | 'console' | 'option';

export type ApprovalAnswer = {
  /** An option, when nobody is named. */
  readonly by?: Approver;
  readonly comment?: string;
} & (
  | { readonly approved: true }
  /** `reason` says who or what said no. */
  | { readonly approved: false; readonly reason: string }
);
