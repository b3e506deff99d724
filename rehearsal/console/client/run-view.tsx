import { keyOf } from '../../events';
import type { ViewProps } from './view-props';
import { ActionDetail, PreparationDetail } from './action-detail';
import { ApprovalPanel } from './approval-panel';
import { Executions } from './executions';
import { FailurePanel, failuresOf } from './failure-panel';
import { Stages } from './stages';
import { Waterfall } from './waterfall';

/** The run: first questions for you, then failures, then everything. */
export function RunView({ state, backend, now, route }: ViewProps) {
  const { report } = state;
  if (!report) return <p class="empty">The rehearsal is about to begin.</p>;
  const [kind, first = '', stage, action] = route;
  const selected = kind === 'execution' ? state.execution(first) : undefined;
  const execution = selected ?? report.executions.at(-1);
  const detail =
    kind === 'preparation' ? (
      <PreparationDetail name={first} {...{ state, backend, now }} />
    ) : (
      stage !== undefined &&
      action !== undefined && (
        <ActionDetail of={{ executionId: first, stage, action }} {...{ state, backend, now }} />
      )
    );
  return (
    <>
      {state.openApprovals.map((approval) => (
        <ApprovalPanel key={keyOf(approval.request)} {...{ approval, backend, state }} />
      ))}
      {report.error !== null && (
        <section class="panel bad" aria-labelledby="ended">
          <h2 id="ended">The rehearsal ended</h2>
          <pre>{report.error}</pre>
        </section>
      )}
      {failuresOf(report, execution).map((failure) => (
        <FailurePanel key={failure.title} {...{ failure, state, backend }} />
      ))}
      {report.faults.length > 0 && (
        <section class="panel" aria-labelledby="faults">
          <h2 id="faults">Planted by --break</h2>
          <p>These are no real faults.</p>
          <ul>
            {report.faults.map(({ target, kind, status, detail }) => (
              <li key={`${target} ${kind}`}>
                {target}: {kind}, {status === 'not-met' ? 'not met' : status}
                {detail !== null && ` (${detail})`}
              </li>
            ))}
          </ul>
        </section>
      )}
      <Stages {...{ state, execution, now, route }} />
      {detail}
      <Waterfall {...{ report, execution, now }} />
      <Executions {...{ state, execution, now }} />
      {report.notices.length > 0 && (
        <section class="panel" aria-labelledby="notices">
          <h2 id="notices">To know</h2>
          <ul>
            {report.notices.map((notice) => (
              <li key={notice}>{notice}</li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}
