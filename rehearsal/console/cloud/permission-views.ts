import { sessionName } from '../../actions/session-name';
import type { RoleCall, RoleCalls } from '../../emulator/calls';
import type { ProvisionedResource } from '../../emulator/inventory';
import type { Report } from '../../report/report-schema';
import { denialAdvice, statementWords } from './statement-words';
import type { CallerView, CallView } from './views';

/** Number of resources on a line. A build that writes a site makes a call for each of its files. */
const SHOWN_RESOURCES = 5;
/** Lambda names sessions by the function. A session's name is no longer than this. */
const LONGEST_SESSION = 64;

type Who = Omit<CallerView, 'calls' | 'allowed' | 'denied'>;
type Executions = readonly Report['executions'][number][];

/** All calls so far, by caller. Callers with a denial come first. */
export function callerViews(
  recorded: RoleCalls,
  executions: Executions,
  resources: readonly ProvisionedResource[],
): readonly CallerView[] {
  const bySession = sessionsOf(executions);
  const functions = new Map(
    resources
      .filter(({ type }) => type === 'AWS::Lambda::Function')
      .map(({ account, physicalId }) => [
        `${account} ${physicalId.slice(0, LONGEST_SESSION)}`,
        physicalId,
      ]),
  );
  const found = new Map<string, { who: Who; order: number; calls: RoleCall[] }>();
  for (const call of recorded.calls) {
    const { who, order } = whoIs(call, bySession, functions);
    const key = `${order} ${who.kind} ${who.account} ${who.name}`;
    const known = found.get(key);
    if (known) known.calls.push(call);
    else found.set(key, { who, order, calls: [call] });
  }
  return [...found.values()]
    .sort((a, b) => a.order - b.order)
    .map(({ who, calls }) => callerView(who, calls, recorded))
    .sort((a, b) => Number(b.denied > 0) - Number(a.denied > 0));
}

/** Id of a session -> its action, and the action's place in the run. */
function sessionsOf(executions: Executions): ReadonlyMap<string, readonly [Who, number]> {
  const actions = executions.flatMap(({ id: executionId, stages }) =>
    stages.flatMap(({ name: stage, actions: all }) =>
      all.map(({ name: action, account }) => ({
        kind: 'action' as const,
        ref: { executionId, stage, action },
        name: `${stage} · ${action}`,
        account,
      })),
    ),
  );
  return new Map(actions.map((who, order) => [sessionName(who.ref), [who, order]]));
}

const UUID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

function whoIs(
  { origin }: RoleCall,
  bySession: ReturnType<typeof sessionsOf>,
  functions: ReadonlyMap<string, string>,
): { readonly who: Who; readonly order: number } {
  const [account = '', path = ''] = origin.split(':').slice(4);
  const [, role = '', session = ''] = path.split('/');
  const action = bySession.get(UUID.exec(session)?.[0] ?? '');
  if (action) return { who: action[0], order: action[1] };
  const name = functions.get(`${account} ${session}`);
  if (name !== undefined)
    return { who: { kind: 'function', name, account }, order: bySession.size };
  return { who: { kind: 'other', name: `role/${role}`, account }, order: bySession.size + 1 };
}

function callerView(who: Who, calls: readonly RoleCall[], recorded: RoleCalls): CallerView {
  const lines = new Map<string, [RoleCall, ...RoleCall[]]>();
  for (const call of calls) {
    const { caller, account, action, decision, missing, statements, nearest } = call;
    // A trust policy is about one role.
    const of = missing === 'trust' ? call.resource : '';
    const parts = [caller, account, action, decision, missing, statements, nearest, of];
    const key = JSON.stringify(parts);
    const line = lines.get(key);
    if (line) line.push(call);
    else lines.set(key, [call]);
  }
  const views = [...lines.values()].map((line) => callView(line, recorded));
  const sum = (allowed: boolean) =>
    views.reduce((total, one) => total + (one.allowed === allowed ? one.count : 0), 0);
  return {
    ...who,
    allowed: sum(true),
    denied: sum(false),
    calls: views.sort((a, b) => Number(a.allowed) - Number(b.allowed)),
  };
}

function callView(line: readonly [RoleCall, ...RoleCall[]], recorded: RoleCalls): CallView {
  const [first] = line;
  const { caller, account, action, decision } = first;
  const resources = [...new Set(line.map(({ resource }) => resource))];
  const by = first.statements.flatMap((index) => recorded.statements[index] ?? []);
  return {
    caller,
    account,
    action,
    resources: resources.slice(0, SHOWN_RESOURCES),
    otherResources: Math.max(0, resources.length - SHOWN_RESOURCES),
    count: line.reduce((total, { count }) => total + count, 0),
    allowed: decision === 'Allow',
    by: by.map(statementWords),
    ...(decision !== 'Allow' && { advice: denialAdvice(first, recorded) }),
  };
}
