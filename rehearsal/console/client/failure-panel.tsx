import { useEffect, useState } from 'preact/hooks';
import { adviceFor } from './advice';
import type { Report } from '../../report/report-schema';
import type { ConsoleState, ExecutionState } from '../events/state';
import type { Backend, LogTarget } from './backend';
import { fetchTail } from './log';
import { ActionDenials } from './permissions-view';
import { linkTo } from './route';
import { Status } from './words';

interface ShownFailure {
  readonly title: string;
  readonly status: string;
  readonly provider: string;
  readonly error: string;
  readonly href: string;
  readonly target: LogTarget;
  readonly hasLog: boolean;
}

const FAILURES: ReadonlySet<string> = new Set(['failed', 'expired', 'rejected']);
const LAST_LINES = 20;

/** The failures of the preparation and of an execution. */
export function failuresOf(report: Report, execution: ExecutionState | undefined): ShownFailure[] {
  const preparations = report.preparations.filter(({ status }) => FAILURES.has(status));
  return [
    ...preparations.map(({ name, status, error, logPath }) => ({
      title: name,
      status,
      provider: 'preparation',
      error: error ?? '',
      href: linkTo('run', 'preparation', name),
      target: { kind: 'preparation', name } as const,
      hasLog: logPath !== null,
    })),
    ...(execution?.stages ?? []).flatMap((stage) =>
      stage.actions
        .filter(({ status }) => FAILURES.has(status))
        .map(({ name, status, provider, error, logPath }) => ({
          title: `${stage.name} · ${name}`,
          status,
          provider,
          error: error ?? '',
          href: linkTo('run', 'execution', execution?.id ?? '', stage.name, name),
          target: {
            kind: 'action',
            ref: { executionId: execution?.id ?? '', stage: stage.name, action: name },
          } as const,
          hasLog: logPath !== null,
        })),
    ),
  ];
}

interface Props {
  readonly failure: ShownFailure;
  readonly state: ConsoleState;
  readonly backend: Backend;
}

export function FailurePanel({ failure, state, backend }: Props) {
  const { title, status, error, href, target, hasLog } = failure;
  const [tail, setTail] = useState('');
  useEffect(() => {
    if (!hasLog) return;
    fetchTail(backend, target, state, LAST_LINES).then(setTail, () => {
      setTail('');
    });
  }, [href, hasLog]);
  return (
    <section class="panel bad" aria-label={`Failure of ${title}`}>
      <h2>
        <Status of={status}>{title}</Status>
      </h2>
      <pre>{error}</pre>
      <p>
        <strong>What to do:</strong> {adviceFor(failure)}
      </p>
      {target.kind === 'action' && <ActionDenials of={target.ref} {...{ state, backend }} />}
      {tail !== '' && !error.includes(tail.trim().split('\n').at(-1) ?? '') && (
        <>
          <h3>Last lines of its log</h3>
          <pre>{tail}</pre>
        </>
      )}
      {hasLog && (
        <p>
          <a href={href}>Whole log</a>
        </p>
      )}
    </section>
  );
}
