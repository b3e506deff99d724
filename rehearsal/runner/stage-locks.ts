/** How a pipeline handles several executions; PARALLEL is not rehearsed. */
export type ExecutionMode = 'SUPERSEDED' | 'QUEUED';

/** One execution at the door of a stage. */
export interface Visitor {
  readonly executionId: string;
  /** Higher for an execution that has started later. */
  readonly number: number;
}

export type Admission =
  | { readonly entered: true }
  /** A newer execution waits, or has gone, in its place. */
  | { readonly entered: false; readonly by: Visitor };

interface Waiting {
  readonly visitor: Visitor;
  readonly admit: (admission: Admission) => void;
}

interface Lock {
  readonly holder: Visitor;
  readonly waiting: readonly Waiting[];
}

/**
 * One execution at a time in each stage; the others wait in front of it. In SUPERSEDED mode one
 * waits, the newest; in QUEUED mode all of them do, in the order in which they have come.
 * https://docs.aws.amazon.com/codepipeline/latest/userguide/concepts-how-it-works.html
 */
export class StageLocks {
  readonly #locks = new Map<string, Lock>();

  /** The execution that is in a stage now. */
  holderOf(stage: string): Visitor | undefined {
    return this.#locks.get(stage)?.holder;
  }

  /** Resolves when the execution is in the stage, which it then must {@link leave}, or superseded. */
  enter(stage: string, visitor: Visitor, mode: ExecutionMode): Promise<Admission> {
    const lock = this.#locks.get(stage);
    if (!lock) {
      this.#locks.set(stage, { holder: visitor, waiting: [] });
      return Promise.resolve({ entered: true });
    }
    return new Promise((admit) => {
      const waiting = [...lock.waiting, { visitor, admit }];
      const staying = mode === 'QUEUED' ? waiting : [newest(waiting)];
      this.#locks.set(stage, { ...lock, waiting: staying });
      for (const one of waiting) {
        const by = newest(staying).visitor;
        if (!staying.includes(one)) one.admit({ entered: false, by });
      }
    });
  }

  /** Unlocks a stage, and lets in who waits in front of it before anybody else can come. */
  leave(stage: string): void {
    const [next, ...waiting] = this.#locks.get(stage)?.waiting ?? [];
    if (!next) {
      this.#locks.delete(stage);
      return;
    }
    this.#locks.set(stage, { holder: next.visitor, waiting });
    next.admit({ entered: true });
  }
}

function newest(waiting: readonly Waiting[]): Waiting {
  return waiting.reduce((one, other) => (other.visitor.number > one.visitor.number ? other : one));
}
