import { useEffect, useRef } from 'preact/hooks';
import type { ConsoleState, ActionState, ExecutionState, StageState } from '../events/state';
import { linkTo } from './route';
import { roleName, shortCommit, Status, took } from './words';

interface Props {
  readonly state: ConsoleState;
  readonly execution: ExecutionState | undefined;
  readonly now: number;
  readonly route: readonly string[];
}

/** The preparation, then the stages, from left to right, as CodePipeline's console draws them. */
export function Stages({ state, execution, now, route }: Props) {
  const preparations = state.report?.preparations ?? [];
  const strip = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (strip.current) showRunning(strip.current);
  }, [execution?.id, runningOf(execution)]);
  return (
    <section aria-labelledby="stages">
      <h2 id="stages">
        {execution ? (
          <>
            Execution for <code>{shortCommit(execution.commit)}</code>{' '}
            <Status of={execution.status} />
          </>
        ) : (
          'Preparation'
        )}
      </h2>
      <div class="stages" ref={strip} role="group" aria-label="Stages" tabIndex={0}>
        <ol>
          <li class="stage">
            <h3>Prepare</h3>
            <ul>
              {preparations.map((one) => (
                <li key={one.name} class="action">
                  <a
                    href={linkTo('run', 'preparation', one.name)}
                    {...currentIf(route[0] === 'preparation' && route[1] === one.name)}
                  >
                    <strong>{one.name}</strong>
                    <Status of={one.status} />
                    <span class="dim">{took(one, now)}</span>
                  </a>
                </li>
              ))}
            </ul>
          </li>
          {execution?.stages.map((stage) => (
            <Stage key={stage.name} {...{ stage, execution, state, now, route }} />
          ))}
        </ol>
      </div>
    </section>
  );
}

function Stage(props: Props & { readonly stage: StageState; readonly execution: ExecutionState }) {
  const { stage, execution, state } = props;
  const waiting = state.waitingOf(execution.id);
  return (
    <li class={`stage ${statusOf(stage)}`}>
      <h3>{stage.name}</h3>
      {waiting?.stage === stage.name && (
        <p>
          <Status of="waiting">
            waits for <code>{shortCommit(state.execution(waiting.behind)?.commit ?? '')}</code>
          </Status>
        </p>
      )}
      <ul>
        {stage.actions.map((action) => (
          <Action key={action.name} {...props} action={action} />
        ))}
      </ul>
    </li>
  );
}

function Action(
  props: Props & {
    readonly stage: StageState;
    readonly action: ActionState;
    readonly execution: ExecutionState;
  },
) {
  const { stage, action, execution, state, now, route } = props;
  const ref = { executionId: execution.id, stage: stage.name, action: action.name };
  const asks = action.status === 'running' && state.approvalOf(ref)?.closed === false;
  const [command] = (state.progressOf(ref) ?? '').split('\n');
  const selected = route[1] === execution.id && route[2] === stage.name && route[3] === action.name;
  return (
    <li class={`action ${action.status}`}>
      <a
        href={linkTo('run', 'execution', execution.id, stage.name, action.name)}
        {...currentIf(selected)}
      >
        <strong>{action.name}</strong>
        {asks ? <Status of="waiting">waits for you</Status> : <Status of={action.status} />}
        <span class="dim">{took(action, now)}</span>
        <span class="dim provider">
          {action.provider} in {action.account}
        </span>
        <span class="dim provider" title={action.role}>
          as {roleName(action.role)}
        </span>
        {command !== undefined && command !== '' && <code>{command}</code>}
      </a>
    </li>
  );
}

/** Names of the running actions, as a key for the effect below. */
function runningOf(execution: ExecutionState | undefined): string {
  return (execution?.stages ?? [])
    .flatMap(({ actions }) => actions)
    .flatMap(({ name, status }) => (status === 'running' ? [name] : []))
    .join(' ');
}

/** Scrolls the strip to the running actions. The page itself does not move. */
function showRunning(strip: HTMLElement): void {
  const action = strip.querySelector<HTMLElement>('.action.running');
  const stage = action?.closest<HTMLElement>('.stage');
  const list = action?.parentElement;
  if (!action || !stage || !list) return;
  strip.scrollLeft = stage.offsetLeft - (strip.clientWidth - stage.clientWidth) / 2;
  list.scrollTop = action.offsetTop - list.clientHeight / 2;
}

function currentIf(selected: boolean) {
  return selected ? ({ 'aria-current': 'true' } as const) : {};
}

function statusOf({ actions }: StageState): string {
  const statuses = actions.map(({ status }) => status);
  for (const status of ['failed', 'expired', 'rejected', 'stopped', 'running'] as const) {
    if (statuses.includes(status)) return status;
  }
  return statuses.every((status) => status === 'succeeded') ? 'succeeded' : 'not-run';
}
