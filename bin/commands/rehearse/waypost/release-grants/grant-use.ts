import type { Config } from '../../../../../lib/config/config';
import type { AllowingStatement, NewGrant } from '../../../../../release/review/contract';
import type { RoleStatement, RoleCall, RoleCalls } from '../../../../../rehearsal/emulator/calls';
import { isLike, Twin, type Place } from './grant-patterns';
import type { GrantUseView } from '../../../../../rehearsal/console/cloud/views';
import { SELF_MUTATION } from '../../../../../rehearsal/runner/runner';
import type { Seen } from '../../../../../rehearsal/seen';

/** What the pipeline delivers to. */
export type Delivered = Pick<Config, 'project' | 'environments' | 'tools'>;

/**
 * Actions for which Lambda uses a function's role: logs, polling, network, traces. The emulator's Lambda does
 * not call them.
 * https://docs.aws.amazon.com/lambda/latest/dg/lambda-intro-execution-role.html
 */
const BY_LAMBDA =
  /^(?:logs:(?:CreateLogGroup|CreateLogStream|PutLogEvents)|sqs:(?:ReceiveMessage|DeleteMessage|ChangeMessageVisibility|GetQueueAttributes)|ec2:\w*(?:NetworkInterfaces?|PrivateIpAddresses)|xray:Put\w+)$/i;

/** The places where a release's new grants can have been used. */
export interface Reach {
  /** In order. The last one is the grants' own place. */
  readonly twins: readonly Twin[];
  /** Whether the last place has got the release. */
  readonly isDelivered: boolean;
}

/**
 * The environments up to the release's own, each with the form of its grants there. The pipeline's own account
 * has no twin: it is compared before the pipeline updates itself.
 */
export function reachOf(
  environment: string,
  executionId: string,
  { environments, project, tools }: Delivered,
  { resources, executions }: Omit<Seen, 'calls'>,
): Reach {
  const index = environments.findIndex(({ name }) => name === environment);
  const places: readonly Place[] =
    index < 0
      ? [{ name: 'tools', account: tools.account, region: tools.region }]
      : environments.slice(0, index + 1);
  const [target] = places.slice(-1);
  const stages = executions.find(({ id }) => id === executionId)?.stages ?? [];
  const deploying =
    index < 0
      ? stages.flatMap(({ actions }) => actions.filter(({ name }) => name === SELF_MUTATION))
      : stages
          .filter(({ name }) => name === environment)
          .flatMap(({ actions }) =>
            actions.filter(({ provider }) => provider === 'CloudFormation'),
          );
  return {
    twins: target ? places.map((one) => new Twin(project, target, one, resources)) : [],
    isDelivered: deploying.length > 0 && deploying.every(({ status }) => status === 'succeeded'),
  };
}

/**
 * How often a grant of a release was used: in its environment, and in the environments before it, which got
 * the same release with the same statements.
 */
export function useOf(
  { allows }: NewGrant,
  { twins, isDelivered }: Reach,
  calls: RoleCalls,
): GrantUseView {
  if (!allows) return unseen('it is no statement that allows something');
  if (!isDelivered && twins.some(({ isOfPipeline }) => isOfPipeline)) {
    return unseen('the pipeline gets it only when this is approved');
  }
  const uses = twins.map((twin) => usedIn(allows, twin, calls));
  const used = uses.filter(({ count }) => count > 0);
  const services = servicesOf(allows);
  if (used.length === 0 && services) {
    return unseen(`${services} is asked for no permission here`);
  }
  const actions = unusedActions(allows, used);
  const ofLambda = allows.kind === 'role' ? actions.filter((one) => BY_LAMBDA.test(one)) : [];
  const never = actions.filter((one) => !ofLambda.includes(one));
  const hidden =
    ofLambda.length === 0
      ? []
      : [`not counted: ${ofLambda.join(', ')}, for which Lambda needs no permission here`];
  if (used.length > 0) {
    const unused = [...never, ...unusedResources(allows, used)];
    const words = used.map(({ count, twin }) => `${times(count)} in ${twin.environment.name}`);
    return {
      kind: unused.length === 0 ? 'used' : 'partly',
      words: [
        `used ${words.join(', ')}`,
        ...(unused.length === 0 ? [] : [`never exercised: ${unused.join(', ')}`]),
        ...hidden,
      ].join('; '),
    };
  }
  if (never.length === 0 && ofLambda.length > 0) return { kind: 'unseen', words: hidden.join('') };
  const which = ofLambda.length === 0 ? '' : `: ${never.join(', ')}`;
  return {
    kind: 'never',
    words: [`never exercised in ${whereOf(uses, isDelivered)}${which}`, ...hidden].join('; '),
  };
}

/** Where it could have been used so far. */
function whereOf(uses: readonly Use[], isDelivered: boolean): string {
  const places = isDelivered || uses.length === 1 ? uses : uses.slice(0, -1);
  const there = places.filter(({ isThere }) => isThere);
  const names = (there.length === 0 ? places : there).map(({ twin }) => twin.environment.name);
  return `${names.join(' or ')}${there.length === 0 ? ', which does not have it' : ''}`;
}

function unseen(why: string): GrantUseView {
  return { kind: 'unseen', words: `not counted: ${why}` };
}

function times(count: number): string {
  return count === 1 ? 'once' : `${count} times`;
}

/** The services that it admits, if it admits nobody else. The emulator does not check their actions. */
function servicesOf({ kind, principal }: AllowingStatement): string | undefined {
  const services = principal.patterns.map((one) => /^Service:(.*)$/.exec(one)?.[1]);
  const isAsked = kind === 'role' || kind === 'boundary' || principal.but;
  return isAsked || services.includes(undefined) ? undefined : services.join(', ');
}

function unusedActions({ action }: AllowingStatement, uses: readonly Use[]): readonly string[] {
  if (action.but) return uses.length === 0 ? ['all of it'] : [];
  const called = uses.flatMap(({ made }) => made.map((call) => call.action));
  return action.patterns.filter((one) => !called.some((name) => isLike(name, one, true)));
}

function unusedResources({ resource }: AllowingStatement, uses: readonly Use[]): string[] {
  if (resource.but || resource.patterns.length === 1) return [];
  return resource.patterns
    .filter(
      (one) => !uses.some(({ made, twin }) => made.some((call) => twin.covers(one, call.resource))),
    )
    .map((one) => `on ${shown(one)}`);
}

/** The name on the page: without the stack. */
function shown(pattern: string): string {
  return pattern.replace(/\$\{[^}/]*\//g, '${');
}

interface Use {
  readonly twin: Twin;
  /** Whether the environment has the policy's role or resource. */
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
  { kind, holder, document }: RoleStatement,
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

/** Patterns of the deployed statement for a grant; `undefined` for everything. */
interface Said {
  readonly actions: readonly string[] | undefined;
  readonly resources: readonly string[] | undefined;
}

/** The part of a deployed statement that is the grant; `undefined` if there is none. */
function saidOf(
  { document }: RoleStatement,
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

/** `only` is unset if the statement has no list for it. */
function partOf(
  document: RoleStatement['document'],
  name: string,
  but: boolean,
  isIt: (text: string) => boolean,
): { readonly only: readonly string[] | undefined } | undefined {
  const value = document[but ? `Not${name}` : name];
  // A trust policy is about its role, and names no resource.
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

/** Whether the grant names the caller. A statement may name others, too. */
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
