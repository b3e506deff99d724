import type { ComponentChildren } from 'preact';
import { useEffect, useMemo, useState } from 'preact/hooks';
import { labelOf } from '../../report/label-of';
import { ConsoleState } from '../events/state';
import type { Backend } from './backend';
import { CoverageView } from './coverage-view';
import { EnvironmentsView } from './environments-view';
import { InboxView } from './inbox-view';
import { PagesView } from './pages-view';
import { PermissionsView } from './permissions-view';
import { linkTo, useRoute } from './route';
import { RunView } from './run-view';
import { SubmissionsView } from './submissions-view';
import type { ViewProps } from './view-props';
import { shortCommit, Status, took } from './words';

/** Events that arrive within this time are drawn together. */
const DRAW_MS = 16;
/** Running times are drawn again after this time. */
const TICK_MS = 500;

/** View -> what its tab says, in order. */
const TABS = [
  ['run', 'Run'],
  ['inbox', 'Inbox'],
  ['submissions', 'Submissions'],
  ['environments', 'Environments'],
  ['permissions', 'Permissions'],
  ['coverage', 'Coverage'],
  ['pages', 'Pages'],
] as const;

export function Console({ backend }: { backend: Backend }) {
  const { state, connected } = useRehearsal(backend);
  const now = useNow(state);
  const [view = '', ...route] = useRoute();
  const props = { state, backend, now, route };
  const mails = state.mails.length;
  const endpoints = backend.live && !state.ended ? (state.report?.endpoints ?? []) : [];
  return (
    <>
      <Header {...props} connected={connected} />
      <nav aria-label="Views">
        {TABS.filter(([name]) => isShown(name, props)).map(([name, label]) => (
          <Tab key={name} view={name} current={view === '' ? 'run' : view}>
            {label}
            {name === 'inbox' && mails > 0 && <span class="badge">{mails}</span>}
          </Tab>
        ))}
        {endpoints.map((one) => (
          <a
            key={one.address}
            href={one.address}
            title={one.environment}
            target="_blank"
            rel="noreferrer"
          >
            {labelOf(one, endpoints)} <span aria-hidden="true">↗</span>
          </a>
        ))}
      </nav>
      <main>{viewOf(view, props)}</main>
    </>
  );
}

/** Some apps have no submissions and no pages, and a kept run has no pages that answer. */
function isShown(view: (typeof TABS)[number][0], { state, backend }: ViewProps): boolean {
  switch (view) {
    case 'submissions':
      return state.views.includes(view);
    case 'pages':
      return backend.pages !== undefined && state.views.includes(view);
    default:
      return true;
  }
}

function viewOf(view: string, props: ViewProps) {
  switch (view) {
    case 'inbox':
      return <InboxView {...props} />;
    case 'submissions':
      return <SubmissionsView {...props} />;
    case 'environments':
      return <EnvironmentsView {...props} />;
    case 'permissions':
      return <PermissionsView {...props} />;
    case 'coverage':
      return <CoverageView {...props} />;
    case 'pages':
      return props.backend.pages ? (
        <PagesView state={props.state} pages={props.backend.pages} />
      ) : null;
    default:
      return <RunView {...props} />;
  }
}

function Tab(props: { view: string; current: string; children: ComponentChildren }) {
  const current = props.view === props.current;
  return (
    <a href={linkTo(props.view)} {...(current && { 'aria-current': 'page' as const })}>
      {props.children}
    </a>
  );
}

function Header({ state, backend, now, connected }: ViewProps & { connected: boolean }) {
  const { report } = state;
  const status = report?.outcome ?? (state.ended ? 'failed' : 'running');
  const whole = report && { ...report, status: state.ended ? 'ended' : 'running' };
  return (
    <header>
      <h1>Waypost rehearsal</h1>
      {report && (
        <p>
          <Status of={status} />
          <code>{shortCommit(report.commit)}</code>
          <span class="dim">{whole && took(whole, now)}</span>
        </p>
      )}
      <p role="status" class="dim">
        {connectionOf(backend.live, state.ended, connected)}
      </p>
    </header>
  );
}

function connectionOf(live: boolean, ended: boolean, connected: boolean): string {
  if (!live) return 'kept run';
  if (ended) return 'The rehearsal has ended.';
  return connected ? 'live' : 'Not connected; trying again…';
}

function useRehearsal(backend: Backend) {
  const state = useMemo(() => new ConsoleState(), [backend]);
  const [connected, setConnected] = useState(true);
  const [, setVersion] = useState(0);
  useEffect(() => {
    let waiting = false;
    backend.follow((event) => {
      state.add(event);
      if (waiting) return;
      waiting = true;
      setTimeout(() => {
        waiting = false;
        setVersion((version) => version + 1);
      }, DRAW_MS);
    }, setConnected);
  }, [backend, state]);
  return { state, connected };
}

function useNow(state: ConsoleState): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => {
      if (!state.ended) setNow(Date.now());
    }, TICK_MS);
    return () => {
      clearInterval(timer);
    };
  }, [state]);
  return state.ended ? Date.parse(state.lastAt) : now;
}
