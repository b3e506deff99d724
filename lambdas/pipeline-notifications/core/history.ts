/** One execution, as CodePipeline remembers it: for twelve months. */
export interface PipelineExecution {
  readonly id: string;
  /** In CodePipeline's words: `Succeeded`, `Failed`, `InProgress`, `Superseded`, `Stopped`, `Cancelled`. */
  readonly status: string;
  /** Why, where CodePipeline says so. */
  readonly statusSummary?: string;
  readonly startedAt: Date;
  readonly commitId?: string;
}

/** One run of an action; a retry is a run of its own. */
export interface ActionExecution {
  readonly id: string;
  readonly stage: string;
  readonly action: string;
  /** `Source`, `Build`, `Deploy`, `Approval`, `Invoke` or `Test`. */
  readonly category: string;
  readonly provider: string;
  /** `Succeeded`, `Failed`, `InProgress` or `Abandoned`. */
  readonly status: string;
  readonly startedAt: Date;
  /** Time of its last change; after its end, the time of the end. */
  readonly endedAt: Date;
  /** Of a build, `<project>:<id>`. */
  readonly externalId?: string;
  /** Where the console shows more of it. */
  readonly url?: string;
  /** What the stack, the function or the approver said. */
  readonly message?: string;
  readonly variables: Readonly<Record<string, string>>;
}

export interface SourceCommit {
  readonly id: string;
  /** First line of its message. */
  readonly title: string;
  readonly message: string;
  readonly authoredAt?: Date;
}

/** The commit that the source action fetched, from its variables. */
export function commitOf(runs: readonly ActionExecution[]): SourceCommit | undefined {
  const source = runs.find(
    ({ category, variables }) => category === 'Source' && variables['CommitId'],
  );
  if (source === undefined) return undefined;
  const { CommitId = '', CommitMessage: message = '', AuthorDate = '' } = source.variables;
  const authoredAt = new Date(AuthorDate);
  return {
    id: CommitId,
    title: message.trim().split('\n')[0] ?? '',
    message,
    ...(!Number.isNaN(authoredAt.getTime()) && { authoredAt }),
  };
}

/** The last run of each action, in the order of their beginning. */
export function latestRuns(runs: readonly ActionExecution[]): ActionExecution[] {
  const latest = new Map<string, ActionExecution>();
  for (const run of inOrder(runs)) latest.set(`${run.stage}/${run.action}`, run);
  return inOrder([...latest.values()]);
}

/** Runs by attempt, in their order: each retry of a stage begins with what has run before. */
export function attemptsOf(runs: readonly ActionExecution[]): ActionExecution[][] {
  const attempts: ActionExecution[][] = [];
  const isSameAction = (one: ActionExecution) => (other: ActionExecution) =>
    one.stage === other.stage && one.action === other.action;
  for (const run of inOrder(runs)) {
    const current = attempts.at(-1);
    if (current === undefined || current.some(isSameAction(run))) attempts.push([run]);
    else current.push(run);
  }
  return attempts;
}

export function hasFailed({ status }: Pick<ActionExecution, 'status'>): boolean {
  return status === 'Failed';
}

/** Somebody rejected the release, or nobody answered: the release itself has no fault. */
export function isApproval({ category }: ActionExecution): boolean {
  return category === 'Approval';
}

function inOrder(runs: readonly ActionExecution[]): ActionExecution[] {
  return runs.toSorted((a, b) => a.startedAt.getTime() - b.startedAt.getTime());
}
