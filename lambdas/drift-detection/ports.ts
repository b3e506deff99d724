import type { StackAddress } from '../shared/stack-address';

/** A resource that is not as its stack has it. */
export interface DriftedResource extends StackAddress {
  readonly logicalId: string;
  readonly type: string;
  readonly change: 'MODIFIED' | 'DELETED';
  /** Paths, such as `/Policy/Statement/0`. Values may be nobody's business. */
  readonly properties: readonly string[];
}

/** How far a detection is. `incomplete` ones have results of what could be read. */
export type DetectionState =
  | { readonly kind: 'busy' | 'complete' }
  | { readonly kind: 'incomplete'; readonly reason: string };

/** CloudFormation does not look at this stack now: it is not there, or is being changed. */
export class DetectionRefused extends Error {
  readonly code = 'DETECTION_REFUSED';
  constructor(cause: Error) {
    super(cause.message, { cause });
    this.name = 'DetectionRefused';
  }
}

export interface DriftPorts {
  /** Resolves with the detection's id; rejects with DetectionRefused. */
  readonly begin: (stack: StackAddress) => Promise<string>;
  readonly state: (stack: StackAddress, detection: string) => Promise<DetectionState>;
  /** Of the last detection. */
  readonly drifted: (stack: StackAddress) => Promise<readonly DriftedResource[]>;
  readonly pause: (ms: number) => Promise<void>;
}
