import type { ComponentChildren } from 'preact';
import type { ActionRef } from '../../events';
import type { ConsoleState } from '../events/state';
import { ApprovalSummary } from './approval-panel';
import type { Backend } from './backend';
import { LogView } from './log-view';
import { ActionPermissions } from './permissions-view';
import { linkTo } from './route';
import { Status, Time, took } from './words';

interface Props {
  readonly state: ConsoleState;
  readonly backend: Backend;
  readonly now: number;
}

/** One action: its role, its place, its result and its log. */
export function ActionDetail({ of: ref, state, backend, now }: Props & { of: ActionRef }) {
  const action = state.action(ref);
  if (!action) return <p class="empty">There is no such action.</p>;
  const approval = state.approvalOf(ref);
  const name = `${ref.stage} · ${action.name}`;
  return (
    <Detail name={name} back={linkTo('run', 'execution', ref.executionId)}>
      <dl>
        <dt>Status</dt>
        <dd>
          <Status of={action.status} /> {took(action, now)}
        </dd>
        {action.startedAt !== null && (
          <>
            <dt>Began at</dt>
            <dd>
              <Time at={action.startedAt} />
            </dd>
          </>
        )}
        <dt>Provider</dt>
        <dd>{action.provider}</dd>
        <dt>Account</dt>
        <dd>
          {action.account}, {action.region}
        </dd>
        <dt>Role</dt>
        <dd>
          <code>{action.role}</code>
        </dd>
        {action.stack && (
          <>
            <dt>Stack</dt>
            <dd>
              <code>{action.stack.name}</code> {action.stack.change}
            </dd>
          </>
        )}
      </dl>
      {action.error !== null && <pre class="bad">{action.error}</pre>}
      {approval && <ApprovalSummary {...{ approval, backend }} />}
      <ActionPermissions of={ref} {...{ state, backend }} />
      {action.logPath !== null && (
        <LogView
          name={name}
          target={{ kind: 'action', ref }}
          path={action.logPath}
          {...{ backend, state }}
        />
      )}
    </Detail>
  );
}

export function PreparationDetail({ name, state, backend, now }: Props & { name: string }) {
  const preparation = state.report?.preparations.findLast((one) => one.name === name);
  if (!preparation) return <p class="empty">There is no such preparation.</p>;
  return (
    <Detail name={name} back={linkTo('run')}>
      <p>
        <Status of={preparation.status} /> {took(preparation, now)}
      </p>
      {preparation.error !== null && <pre class="bad">{preparation.error}</pre>}
      {preparation.logPath !== null && (
        <LogView
          name={name}
          target={{ kind: 'preparation', name }}
          path={preparation.logPath}
          {...{ backend, state }}
        />
      )}
    </Detail>
  );
}

function Detail(props: { name: string; back: string; children: ComponentChildren }) {
  return (
    <section class="panel" aria-labelledby="detail">
      <h2 id="detail">{props.name}</h2>
      <p>
        <a href={props.back}>Close</a>
      </p>
      {props.children}
    </section>
  );
}
