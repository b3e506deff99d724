/** How a pipeline handles several executions; PARALLEL is not rehearsed. */
export type ExecutionMode = 'SUPERSEDED' | 'QUEUED';

/** An execution that waits for a stage. */
export interface Visitor {
  readonly executionId: string;
  /** A later execution has a higher number. */
  readonly number: number;
}

export type Admission =
  | { readonly entered: true }
  /** A newer execution took its place, and waits or has already entered. */
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
 * One execution at a time is in each stage. The others wait for it. In SUPERSEDED mode, only the newest
 * waits. In QUEUED mode, all of them wait, in their order of arrival.
 * https://docs.aws.amazon.com/codepipeline/latest/userguide/concepts-how-it-works.html
 */
export class StageLocks {
  readonly #locks = new Map<string, Lock>();

  /** Stage -> the execution in it. */
  holderOf(stage: string): Visitor | undefined {
    return this.#locks.get(stage)?.holder;
  }

  /** Resolves when the execution is in the stage or superseded. In the stage, it must {@link leave} it later. */
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

  /** Unlocks a stage, and admits a waiting execution before a new one can enter. */
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
