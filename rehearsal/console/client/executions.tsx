import type { ConsoleState, ExecutionState } from '../events/state';
import { linkTo } from './route';
import { shortCommit, Status, Time, took } from './words';
import { ScrollTable } from './scroll-table';

interface Props {
  readonly state: ConsoleState;
  readonly execution: ExecutionState | undefined;
  readonly now: number;
}

const TRIGGERS = { start: 'the start', push: 'a push', restart: 'a restart' } as const;

/** All executions so far, newest first, each with its result and the reason. */
export function Executions({ state, execution, now }: Props) {
  const executions = state.report?.executions ?? [];
  if (executions.length === 0) return null;
  return (
    <section class="panel" aria-labelledby="executions">
      <h2 id="executions">Executions</h2>
      <ScrollTable
        label="Executions"
        columns={['Commit', 'Began by', 'Began at', 'Status', 'Took', 'Why']}
      >
        {executions.toReversed().map((one) => (
          <tr key={one.id} class={one === execution ? 'selected' : ''}>
            <td>
              <a href={linkTo('run', 'execution', one.id)}>
                <code>{shortCommit(one.commit)}</code>
              </a>
            </td>
            <td>{TRIGGERS[one.trigger]}</td>
            <td>
              <Time at={one.startedAt} />
            </td>
            <td>
              <Status of={one.status} />
            </td>
            <td>{took(one, now)}</td>
            <td>{reasonOf(one, state)}</td>
          </tr>
        ))}
      </ScrollTable>
    </section>
  );
}

function reasonOf(execution: ExecutionState, state: ConsoleState) {
  if (execution.supersededBy !== null) {
    const { commit = '' } = state.execution(execution.supersededBy) ?? {};
    return (
      <>
        the newer <code>{shortCommit(commit)}</code> continues instead
      </>
    );
  }
  const restart = state.report?.restarts.find(({ executionId }) => executionId === execution.id);
  if (restart) {
    return (
      <>
        The pipeline has changed itself:
        <ul>
          {restart.differences.map((difference) => (
            <li key={difference}>{difference}</li>
          ))}
        </ul>
      </>
    );
  }
  return execution.error;
}
