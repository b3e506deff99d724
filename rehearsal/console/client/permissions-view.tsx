import { useId, useState } from 'preact/hooks';
import { keyOf, type ActionRef } from '../../events';
import type { CallerView, CallView, ReleaseGrantsView } from '../cloud/views';
import { NewGrants } from './new-grants';
import type { ViewProps } from './view-props';
import { useLook } from './look';
import { LookError } from './look-error';
import { linkTo } from './route';
import { ScrollTable } from './scroll-table';
import { count, shortCommit } from './words';

/** The effect of permissions: who called what, and which statements allowed or denied it. */
export function PermissionsView({ state, backend }: ViewProps) {
  const { found, error } = useLook(() => backend.permissions(), backend.live && !state.ended);
  const callers = found?.callers ?? [];
  const denied = callers.filter((one) => one.denied > 0);
  return (
    <>
      <h2>Permissions</h2>
      <LookError error={error} />
      {found !== undefined && callers.length === 0 && (
        <p class="empty">Nothing has been called under a role yet.</p>
      )}
      {callers.length > 0 && denied.length === 0 && (
        <p class="good">No call of a role was denied.</p>
      )}
      {denied.map((caller) => (
        <section key={idOf(caller)} class="panel bad" aria-label={`Denied to ${caller.name}`}>
          <h3>
            {caller.name} <span class="dim">was denied {count(caller.denied, 'call')}</span>
          </h3>
          <Denials calls={caller.calls} />
        </section>
      ))}
      {found?.releases.toReversed().map((release) => (
        <Release key={`${release.executionId} ${release.environment}`} {...{ release, state }} />
      ))}
      {GROUPS.map(([kind, title]) => (
        <Callers key={kind} {...{ title, kind, callers }} />
      ))}
    </>
  );
}

function Release({ release, state }: { release: ReleaseGrantsView } & Pick<ViewProps, 'state'>) {
  const { environment, executionId } = release;
  const { commit = '' } = state.execution(executionId) ?? {};
  const heading = useId();
  return (
    <section class="panel" aria-labelledby={heading}>
      <h3 id={heading}>
        New grants in {environment} by <code>{shortCommit(commit)}</code>
      </h3>
      <NewGrants release={release} />
    </section>
  );
}

const GROUPS = [
  ['action', 'Actions of the pipeline'],
  ['function', 'Functions'],
  ['other', 'Others'],
] as const;

function Callers(props: {
  title: string;
  kind: CallerView['kind'];
  callers: readonly CallerView[];
}) {
  const own = props.callers.filter(({ kind }) => kind === props.kind);
  if (own.length === 0) return null;
  return (
    <section class="panel" aria-labelledby={`callers-${props.kind}`}>
      <h3 id={`callers-${props.kind}`}>{props.title}</h3>
      {own.map((caller) => (
        <Caller key={idOf(caller)} {...caller} />
      ))}
    </section>
  );
}

/** Its calls are put into the page only when the reader opens it. */
function Caller(caller: CallerView) {
  const { ref, name, account, allowed, denied, calls } = caller;
  const [open, setOpen] = useState(false);
  return (
    <details
      open={open}
      onToggle={({ currentTarget }) => {
        setOpen(currentTarget.open);
      }}
    >
      <summary>
        {name}{' '}
        <span class="dim">
          in {account}, {count(allowed, 'call')} allowed
        </span>
        {denied > 0 && <span class="bad">, {denied} denied</span>}
      </summary>
      {open && (
        <>
          {ref && (
            <p>
              <a href={linkTo('run', 'execution', ref.executionId, ref.stage, ref.action)}>
                The action with its log
              </a>
            </p>
          )}
          <Calls of={name} calls={calls} />
        </>
      )}
    </details>
  );
}

type OfAction = { readonly of: ActionRef } & Pick<ViewProps, 'state' | 'backend'>;

function useCaller({ of: ref, state, backend }: OfAction): CallerView | undefined {
  const running = state.action(ref)?.status === 'running';
  const { found } = useLook(() => backend.permissions(), backend.live && running, keyOf(ref));
  return found?.callers.find((one) => one.ref && keyOf(one.ref) === keyOf(ref));
}

/** The denied calls of a failed action: often the reason of its failure. */
export function ActionDenials(props: OfAction) {
  return <Denials calls={useCaller(props)?.calls ?? []} />;
}

/** The allowed and denied calls of one action, beside its log. */
export function ActionPermissions(props: OfAction) {
  const caller = useCaller(props);
  if (!caller) return null;
  return (
    <>
      <Denials calls={caller.calls} />
      <details>
        <summary>
          Permissions{' '}
          <span class="dim">
            {count(caller.allowed, 'call')} allowed, {caller.denied === 0 ? 'none' : caller.denied}{' '}
            denied
          </span>
        </summary>
        <Calls of={caller.name} calls={caller.calls} />
      </details>
    </>
  );
}

/** Problems of a caller's policies. A broken policy denies everything. */
const SHOWN_DENIALS = 5;

function Denials({ calls }: { calls: readonly CallView[] }) {
  const denials = calls.filter(({ allowed }) => !allowed);
  if (denials.length === 0) return null;
  return (
    <ul class="denials">
      {denials.slice(0, SHOWN_DENIALS).map((call, index) => (
        <li key={index}>
          <strong class="bad">Denied</strong> {call.count > 1 && `${call.count} times `}to{' '}
          <code>{call.caller}</code>: <code>{call.action}</code> on <Resources {...call} />
          <p>
            <strong>What to do:</strong> {call.advice}
          </p>
        </li>
      ))}
      {denials.length > SHOWN_DENIALS && (
        <li>{count(denials.length - SHOWN_DENIALS, 'other line')} below, among all calls</li>
      )}
    </ul>
  );
}

function Calls({ of, calls }: { of: string; calls: readonly CallView[] }) {
  return (
    <ScrollTable
      label={`Calls of ${of}`}
      columns={['Calls', 'Action', 'Resource', 'Role', 'Decided by']}
    >
      {calls.map((call, index) => (
        <tr key={index}>
          <td>{call.count}</td>
          <td>
            <code>{call.action}</code>
          </td>
          <td>
            <Resources {...call} />
          </td>
          <td>
            <code>{call.caller}</code> <span class="dim">{call.account}</span>
          </td>
          <td>
            {call.allowed ? <span class="good">allowed</span> : <strong class="bad">denied</strong>}
            {call.by.length > 0 && (
              <ul>
                {call.by.map((statement) => (
                  <li key={statement}>{statement}</li>
                ))}
              </ul>
            )}
            {call.allowed || call.by.length > 0 ? '' : ': no statement allows it'}
          </td>
        </tr>
      ))}
    </ScrollTable>
  );
}

function Resources({ resources, otherResources }: CallView) {
  return (
    <>
      {resources.map((resource, index) => (
        <>
          {index > 0 && ', '}
          <code>{resource}</code>
        </>
      ))}
      {otherResources > 0 && ` and ${count(otherResources, 'other')}`}
    </>
  );
}

function idOf({ kind, account, name, ref }: CallerView): string {
  return ref ? keyOf(ref) : [kind, account, name].join(' ');
}
