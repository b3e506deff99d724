import { hasUnknown } from '../template/marks';
import { choiceOf, isNothing } from '../template/choices';
import { listOf, textOf } from '../template/resolve';
import { isJsonObject, type JsonObject } from '../../../lambdas/shared/json-object';
import { when } from './branches';
import { isGrantingProperty, isNoGrant } from './granting-names';
import { switchRatings } from './switches';
import { NOT_RATED, type OtherGrant } from './grant';

interface Place {
  /** Names of properties, from the resource down. */
  readonly path: readonly string[];
  readonly when: readonly string[];
  /** Values beside it. For a call of an API, they name the caller or the target. */
  readonly beside?: string;
}

/** A part of a resource that grants something, at any depth. */
export type Found = Place &
  (
    | { readonly kind: 'statement'; readonly statement: JsonObject }
    /** An empty document. */
    | { readonly kind: 'nothing' }
    /** A policy that is only named. */
    | { readonly kind: 'attached'; readonly policy: string }
    | { readonly kind: 'other'; readonly value: string; readonly ratings: OtherGrant['ratings'] }
  );

/** Types that get managed policies by these properties, directly or through groups. */
const ATTACHES: Readonly<Record<string, RegExp>> = {
  'AWS::IAM::Role': /^ManagedPolicyArns$/,
  'AWS::IAM::User': /^(?:ManagedPolicyArns|Groups)$/,
  'AWS::IAM::Group': /^ManagedPolicyArns$/,
  'AWS::SSO::PermissionSet': /^(?:ManagedPolicies|CustomerManagedPolicyReferences)$/,
};

/**
 * Finds policy documents by their shape, as objects and as JSON in a text. A grant of another shape is
 * found by its name.
 */
export class GrantFinder {
  constructor(private readonly type: string) {}

  find(value: unknown, place: Place): Found[] {
    const cases = casesOf(value, place);
    if (cases) return cases.flatMap(([one, there]) => this.find(one, there));
    if (isNothing(value)) return [];
    if (Array.isArray(value)) return value.flatMap((one) => this.find(one, place));
    if (typeof value === 'string') return this.findInText(value, place);
    if (!isJsonObject(value)) return [];
    if (isStatement(value)) return [{ ...place, kind: 'statement', statement: value }];
    const shared = sharedBy(value);
    if (shared) return [{ ...place, kind: 'statement', statement: shared }];
    const found = Object.entries(value).flatMap(([name, member]) =>
      name === 'Statement'
        ? place.path.length > 0
          ? this.findInDocument(value, place)
          : this.findStatements(member, { ...place, path: [name] })
        : this.findMember(name, member, { ...place, path: [...place.path, name] }).map((one) => ({
            beside: besideOf(value, name),
            ...one,
          })),
    );
    return found.length === 0 && isGrantingCall(value) ? this.unread('', value, place) : found;
  }

  private findMember(name: string, value: unknown, place: Place): Found[] {
    if (place.path.length === 1 && ATTACHES[this.type]?.test(name)) {
      return this.findAttached(value, place);
    }
    const found = this.find(value, place);
    const unread = found.length === 0 && !isNoGrant(this.type) && isGrantingProperty(name);
    return unread ? this.unread(name, value, place) : found;
  }

  private findInText(text: string, place: Place): Found[] {
    if (!/^\s*[[{]/.test(text)) return [];
    try {
      return this.find(JSON.parse(text) as unknown, place);
    } catch {
      return /\bEffect\b/.test(text) ? this.unread('', text, place) : [];
    }
  }

  private findInDocument({ Version, Statement }: JsonObject, place: Place) {
    const said = statementsOf(Version, Statement);
    return said === undefined
      ? this.unread('Statement', [Version, Statement], place)
      : this.findStatements(said, place);
  }

  /** A value in the place of a statement that cannot be read as one. */
  private findStatements(value: unknown, place: Place): Found[] {
    const statements = listOf(value);
    if (statements.length === 0) return [{ ...place, kind: 'nothing' }];
    return statements.flatMap((one) => {
      const found = this.find(one, place);
      return found.length === 0 && mayBeStatement(one)
        ? this.unread('Statement', one, place)
        : found;
    });
  }

  private findAttached(value: unknown, place: Place): Found[] {
    const cases = casesOf(value, place);
    if (cases) return cases.flatMap(([one, there]) => this.findAttached(one, there));
    if (isNothing(value)) return [];
    if (Array.isArray(value)) return value.flatMap((one) => this.findAttached(one, place));
    return [{ ...place, kind: 'attached', policy: textOf(value) }];
  }

  private unread(name: string, value: unknown, place: Place): Found[] {
    const cases = casesOf(value, place);
    if (cases) return cases.flatMap(([one, there]) => this.unread(name, one, there));
    if (isNothing(value) || isEmpty(value)) return [];
    const ratings = switchRatings(name, value) ?? NOT_RATED;
    return [{ ...place, kind: 'other', value: textOf(value), ratings }];
  }
}

/** Both sides of an `Fn::If`, each in its own place; `undefined` for another value. */
function casesOf(value: unknown, place: Place): [unknown, Place][] | undefined {
  const [condition, ...sides] = choiceOf(value) ?? [];
  if (condition === undefined) return undefined;
  return sides.map((side, index) => [
    side,
    { ...place, when: [...place.when, when(condition, index === 0)] },
  ]);
}

/** A call of an AWS API in a custom resource of the CDK, if its name says that it grants something. */
function isGrantingCall({ service, action }: JsonObject): boolean {
  return (
    typeof service === 'string' &&
    typeof action === 'string' &&
    /polic|permission|grant|attach|authoriz|principal|access/i.test(action) &&
    !/^(?:get|list|describe|head)/i.test(action)
  );
}

/**
 * The statements in the newer version of the policy language. The older one, which is the default, has no
 * variables. `undefined` if it is not known whether there are statements.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_version.html
 */
function statementsOf(version: unknown, statements: unknown): unknown {
  if (version === '2012-10-17' || !JSON.stringify(statements).includes('${')) return statements;
  return version === undefined || version === '2008-10-17' ? literally(statements) : undefined;
}

function literally(value: unknown): unknown {
  if (typeof value === 'string') return value.replaceAll('${', () => '${$}{');
  if (Array.isArray(value)) return value.map(literally);
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, literally(one)]));
}

function besideOf(value: JsonObject, name: string): string {
  const others = Object.entries(value).filter(
    ([other, one]) => other !== name && typeof one === 'string' && !/^\s*[[{]/.test(one),
  );
  return others.map((pair) => pair.join(' ')).join(' ');
}

function isEmpty(value: unknown): boolean {
  return (
    (Array.isArray(value) && value.length === 0) ||
    (isJsonObject(value) && Object.keys(value).length === 0) ||
    value === ''
  );
}

function isStatement(value: JsonObject): boolean {
  return 'Effect' in value && ('Action' in value || 'NotAction' in value);
}

/** Other documents have a `Statement` as well: web ACLs, and policies that mask data. */
function mayBeStatement(value: unknown): boolean {
  return isJsonObject(value)
    ? ['Effect', 'Action', 'NotAction', 'Principal', 'NotPrincipal'].some((name) => name in value)
    : typeof value === 'string' && hasUnknown(value);
}

/** `Permissions` of QuickSight and others: who may do what with their own resource. They have no effect. */
function sharedBy({ Principal, Actions, ...others }: JsonObject) {
  return Principal === undefined || Actions === undefined || Object.keys(others).length > 0
    ? undefined
    : { Effect: 'Allow', Principal: listOf(Principal), Action: Actions };
}
