import type { Config } from '../../../lib/config/config';
import type { AllowingStatement, NewGrant } from '../../../release/review/contract';
import type { PolicyStatement, RoleCall, RoleCalls } from '../../emulator/calls';
import type { ProvisionedResource } from '../../emulator/inventory';
import { isLike, Twin } from './grant-patterns';
import type { GrantUseView } from './views';

/** What the rehearsal has seen so far. */
export interface Seen {
  readonly config: Pick<Config, 'project' | 'environments'>;
  readonly calls: RoleCalls;
  readonly resources: readonly ProvisionedResource[];
}

/**
 * How often a grant of a release was used: in its environment, and before it is delivered there in the
 * environments before, where the same release was delivered with the same statements.
 */
export function useOf(grant: NewGrant, environment: string, seen: Seen): GrantUseView {
  const { allows } = grant;
  if (!allows) return unseen('it is no statement that allows something');
  const services = servicesOf(allows);
  const { environments, project } = seen.config;
  const index = environments.findIndex(({ name }) => name === environment);
  const target = environments[index];
  if (!target) return unseen(`the configuration has no environment ${environment}`);
  const uses = environments
    .slice(0, index + 1)
    .map((one) => usedIn(allows, new Twin(project, target, one, seen.resources), seen.calls));
  const used = uses.filter(({ count }) => count > 0);
  if (used.length > 0) {
    const unused = unusedOf(allows, used);
    const words = used.map(({ count, twin }) => `${times(count)} in ${twin.environment.name}`);
    const never = unused.length === 0 ? '' : `; never exercised: ${unused.join(', ')}`;
    return {
      kind: unused.length === 0 ? 'used' : 'partly',
      words: `used ${words.join(', ')}${never}`,
    };
  }
  if (services) return unseen(`${services} is asked for no permission here`);
  const asked = index === 0 ? uses : uses.slice(0, index);
  const there = asked.filter(({ isThere }) => isThere);
  const names = (there.length === 0 ? asked : there).map(({ twin }) => twin.environment.name);
  const why = there.length === 0 ? ', which does not have it' : '';
  return { kind: 'never', words: `never exercised in ${names.join(' or ')}${why}` };
}

function unseen(why: string): GrantUseView {
  return { kind: 'unseen', words: `not counted: ${why}` };
}

function times(count: number): string {
  return count === 1 ? 'once' : `${count} times`;
}

/** The services that it admits, if it admits nobody else: what they do is not asked. */
function servicesOf({ kind, principal }: AllowingStatement): string | undefined {
  const services = principal.patterns.map((one) => /^Service:(.*)$/.exec(one)?.[1]);
  const isAsked = kind === 'role' || kind === 'boundary' || principal.but;
  return isAsked || services.includes(undefined) ? undefined : services.join(', ');
}

/** Actions that were not called, and resources on which nothing was. */
function unusedOf({ action, resource }: AllowingStatement, uses: readonly Use[]): string[] {
  const isUsed = (isUse: (made: RoleCall, twin: Twin) => boolean) =>
    uses.some(({ made, twin }) => made.some((call) => isUse(call, twin)));
  const actions = action.but ? [] : action.patterns;
  const resources = resource.but || resource.patterns.length === 1 ? [] : resource.patterns;
  return [
    ...actions.filter((one) => !isUsed((call) => isLike(call.action, one, true))),
    ...resources
      .filter((one) => !isUsed((call, twin) => twin.covers(one, call.resource)))
      .map((one) => `on ${shown(one)}`),
  ];
}

/** As the page has it: without the stack. */
function shown(pattern: string): string {
  return pattern.replace(/\$\{[^}/]*\//g, '${');
}

interface Use {
  readonly twin: Twin;
  /** Whether the environment has what the policy is of. */
  readonly isThere: boolean;
  readonly count: number;
  readonly made: readonly RoleCall[];
}

function usedIn(allows: AllowingStatement, twin: Twin, { calls, statements }: RoleCalls): Use {
  const holders = twin.namesOf(allows.of);
  const own = new Map(
    statements.flatMap((statement, index) => {
      const said = isHeld(statement, allows, holders) && saidOf(statement, allows, twin);
      return said ? [[index, said] as const] : [];
    }),
  );
  const made = calls.filter((call) => {
    const saying = call.statements.flatMap((index) => own.get(index) ?? []);
    return (
      call.decision === 'Allow' &&
      saying.some((said) => isSaid(call, said)) &&
      isAdmitted(call, allows, twin)
    );
  });
  return {
    twin,
    isThere: holders.length > 0,
    count: made.reduce((sum, { count }) => sum + count, 0),
    made,
  };
}

function isHeld(
  { kind, holder, document }: PolicyStatement,
  allows: AllowingStatement,
  holders: readonly string[],
): boolean {
  const name = lastPart(holder);
  return (
    kind === allows.kind &&
    document['Effect'] === 'Allow' &&
    holders.some((one) => lastPart(one) === name)
  );
}

/** A resource's own name in its ARN, or the name itself. */
function lastPart(arn: string): string {
  return arn.split(/[:/]/).at(-1) ?? '';
}

/** Patterns of a deployed statement that a grant is of; `undefined` for everything. */
interface Said {
  readonly actions: readonly string[] | undefined;
  readonly resources: readonly string[] | undefined;
}

/** What of a deployed statement is the grant; `undefined` where nothing is. */
function saidOf(
  { document }: PolicyStatement,
  { action, resource }: AllowingStatement,
  twin: Twin,
): Said | undefined {
  const patterns = resource.patterns.map((one) => twin.deployed(one));
  const actions = partOf(document, 'Action', action.but, (text) =>
    action.patterns.some((one) => one.toLowerCase() === text.toLowerCase()),
  );
  const resources = partOf(document, 'Resource', resource.but, (text) =>
    patterns.some((one) => one.test(text)),
  );
  return actions && resources && { actions: actions.only, resources: resources.only };
}

/** `only` is unset for what the statement does not limit by a list of its own. */
function partOf(
  document: PolicyStatement['document'],
  name: string,
  but: boolean,
  isIt: (text: string) => boolean,
): { readonly only: readonly string[] | undefined } | undefined {
  const value = document[but ? `Not${name}` : name];
  // A trust policy is about its role, and says no resource.
  if (value === undefined) return name === 'Resource' && !but ? { only: undefined } : undefined;
  const found = [value].flat().map(String).filter(isIt);
  if (found.length === 0) return undefined;
  return { only: but ? undefined : found };
}

function isSaid({ action, resource }: RoleCall, { actions, resources }: Said): boolean {
  return (
    (actions?.some((one) => isLike(action, one, true)) ?? true) &&
    (resources?.some((one) => isLike(resource, one)) ?? true)
  );
}

/** Whether the caller is one that the grant names: a statement may name others, too. */
function isAdmitted({ caller, account }: RoleCall, allows: AllowingStatement, twin: Twin): boolean {
  const { kind, principal } = allows;
  if (kind === 'role' || kind === 'boundary' || principal.but) return true;
  const names = [
    '*',
    `Service:${caller}`,
    `AWS:arn:aws:iam::${account}:root`,
    `AWS:arn:aws:iam::${account}:role/${caller}`,
  ];
  return principal.patterns
    .map((one) => twin.deployed(one))
    .some((pattern) => names.some((name) => pattern.test(name)));
}
