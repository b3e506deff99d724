import type { ObjectAddress } from '../console/cloud/object-address';

/** What a person is asked to approve. */
export interface ApprovalRequest {
  readonly executionId: string;
  readonly commit: string;
  readonly stage: string;
  readonly action: string;
  readonly comment?: string;
  /** Address of the page to review. It opens on this machine. */
  readonly reviewUrl?: string;
  /** The object that the link shows, if it is a page of the S3 console. */
  readonly page?: ObjectAddress;
}

/** Who answered: a person in the terminal or the console, an option of the command, or a call of PutApprovalResult. */
export type ApprovedBy = 'terminal' | 'console' | 'option' | 'call';

export type ApprovalAnswer = {
  /** Unset for an option of the command. */
  readonly by?: ApprovedBy;
  readonly comment?: string;
} & (
  | { readonly approved: true }
  /** `reason` says who rejected it. */
  | { readonly approved: false; readonly reason: string }
);
