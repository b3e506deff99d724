import type { Stacks } from '../diff/compare-stack';
import { referencesIn, referenceTo, strengthened, unknownValue } from '../template/marks';
import type { ReadResource, ReadStack } from '../template/read-release';
import { textOf } from '../template/resolve';
import { isJsonObject } from '../../../lambdas/shared/json-object';
import { absences, branchesOf } from './branches';
import { type Found, GrantFinder } from './find-grants';
import {
  type Grant,
  type GrantOrigin,
  NOT_RATED,
  type OtherGrant,
  type StatementGrant,
} from './grant';
import { isMadeElsewhere, opaqueRatings } from './opaque-types';
import { grantingProperties, LIMITS, OPEN_WITHOUT } from './places';
import { plainStatement } from './plain-statements';
import { holdersOf, placeOf, scopesOf } from './scopes';
import { single, singles, statementOf } from './statement';

/** Reads the grants of one resource. */
export class ResourceReader {
  private readonly self: string;
  private readonly found: readonly Found[];

  constructor(
    private readonly stack: ReadStack,
    private readonly resource: ReadResource,
    private readonly stacks: Stacks,
  ) {
    const { stackName, logicalId, type, properties, when } = resource;
    this.self = referenceTo(stackName, logicalId);
    const place = { path: [], when: when === undefined ? [] : [when] };
    this.found = plainStatement(type, properties)
      ? this.plainStatements(place)
      : new GrantFinder(type).find(grantingProperties(type, properties), place);
  }

  /** One for each case that `Fn::If` leaves open: a limit may be there in some of them only. */
  private plainStatements(place: Pick<Found, 'path' | 'when'>): Found[] {
    const { type, properties } = this.resource;
    const branches = branchesOf(properties) ?? [{ value: properties, when: [] }];
    return branches.flatMap(({ value, when }) => {
      const statement = isJsonObject(value) ? plainStatement(type, value) : undefined;
      return statement
        ? [{ ...place, when: [...place.when, ...when], kind: 'statement', statement }]
        : [];
    });
  }

  /** Managed policies of the release that the resource has, as a policy or as its boundary. */
  policies(): string[] {
    return this.found
      .flatMap((one) => (one.kind === 'attached' ? [one.policy] : this.limitsOf(one)))
      .flatMap(referencesIn)
      .map(({ stackName, logicalId }) => referenceTo(stackName, logicalId));
  }

  /** @param attached managed policies that another resource refers to: their statements count there */
  grants(attached: ReadonlySet<string>): Grant[] {
    const { type, properties } = this.resource;
    const isRead = type === 'AWS::IAM::ManagedPolicy' && holdersOf(this.resource).length === 0;
    if (isRead && attached.has(this.self)) return [];
    const ratings = opaqueRatings(type, properties);
    const hasDocument = this.found.some(({ kind }) => kind === 'statement' || kind === 'nothing');
    if (!ratings || (hasDocument && !isMadeElsewhere(type, properties))) {
      return [...this.found.flatMap((one) => this.grantsOf(one)), ...this.impliedGrants()];
    }
    return [
      this.other([], {
        scope: `all of ${placeOf(this.resource, this.stack.region)}`,
        value: textOf(properties),
        ratings,
      }),
    ];
  }

  private grantsOf(found: Found): Grant[] {
    if (found.kind === 'nothing') return [];
    if (found.kind === 'statement') {
      return scopesOf(this.resource, this.stack.region, found).flatMap(({ scope, holder }) =>
        this.statementGrants(found.statement, { ...this.origin(found), scope }, holder),
      );
    }
    if (found.kind === 'attached') return this.attachedGrants(found);
    const [limit] = this.limitsOf(found);
    if (limit !== undefined) return this.limitGrants(limit, found);
    return scopesOf(this.resource, this.stack.region, found).map(({ scope }) =>
      this.other(found.path, { ...found, scope }),
    );
  }

  /** A limit that is only named. */
  private limitsOf(found: Found): string[] {
    return found.kind === 'other' && this.isLimit(found.path) ? [strengthened(found.value)] : [];
  }

  private isLimit(path: readonly string[]): path is readonly [string] {
    return path[0] !== undefined && LIMITS[this.resource.type] === path[0];
  }

  private origin({ when, path }: Pick<Found, 'when' | 'path'>): Omit<GrantOrigin, 'scope'> {
    const { stackName, logicalId, type } = this.resource;
    return { stackName, logicalId, type, when, ...(this.isLimit(path) && { limit: path[0] }) };
  }

  private other(
    path: readonly string[],
    {
      scope,
      value,
      ratings,
      when = [],
    }: Pick<OtherGrant, 'scope' | 'value' | 'ratings'> & Partial<Pick<OtherGrant, 'when'>>,
  ): OtherGrant {
    const name = path.join('.');
    return {
      ...this.origin({ when, path }),
      kind: 'other',
      name,
      scope: `${scope} ${name}`,
      value,
      ratings,
    };
  }

  private statementGrants(statement: unknown, origin: GrantOrigin, holder: string): Grant[] {
    const branches = branchesOf(statement) ?? [{ value: undefined, when: [] }];
    return branches.flatMap(({ value, when }): Grant[] => {
      const place = { ...origin, when: [...new Set([...origin.when, ...when])] };
      const said = isJsonObject(value) ? statementOf(value, holder, this.self) : undefined;
      return said
        ? singles(said).map((one) => ({ ...place, ...one }))
        : [{ ...place, ...unreadStatement(statement) }];
    });
  }

  /** The statements of a managed policy are known if the release has it. Otherwise only its name is known. */
  private attachedGrants(found: Extract<Found, { kind: 'attached' }>): Grant[] {
    const { path, policy, when } = found;
    const scope = `by ${this.self}`;
    const document = this.managedPolicy(policy);
    if (document) return this.documentGrants(document, { ...this.origin(found), scope });
    // What the call removes may be a denial.
    const ratings = { comes: 'broader', follows: 'broader', goes: 'not rated' } as const;
    const label = path[0] === 'Groups' ? 'Member of' : 'Managed policy';
    return [
      this.other([label], {
        scope: `${scope} ${strengthened(policy)}`,
        value: policy,
        ratings,
        when,
      }),
    ];
  }

  private limitGrants(policy: string, found: Found): Grant[] {
    const origin = { ...this.origin(found), scope: `${this.self} ${found.path[0] ?? ''}` };
    const document = this.managedPolicy(policy);
    if (document) return this.documentGrants(document, origin);
    return [
      {
        ...origin,
        kind: 'statement',
        effect: 'Allow',
        principal: single(`AWS:${this.self}`),
        action: single(unknownValue(`what ${policy} says`)),
        resource: single('*'),
        condition: {},
      },
    ];
  }

  private managedPolicy(policy: string): ResourceReader | undefined {
    const [reference] = referencesIn(policy);
    const stack = reference && this.stacks.get(reference.stackName);
    const resource = reference && stack?.resources.get(reference.logicalId);
    return stack && resource?.type === 'AWS::IAM::ManagedPolicy'
      ? new ResourceReader(stack, resource, this.stacks)
      : undefined;
  }

  private documentGrants(policy: ResourceReader, origin: GrantOrigin): Grant[] {
    return policy.found.flatMap((found): Grant[] => {
      const place = { ...origin, when: [...origin.when, ...found.when] };
      if (found.kind === 'statement')
        return policy.statementGrants(found.statement, place, this.self);
      if (found.kind !== 'other') return [];
      const { value, ratings, path } = found;
      return [{ ...place, kind: 'other', name: path.join('.'), value, ratings }];
    });
  }

  /** Everything, because nothing limits it. */
  private impliedGrants(): StatementGrant[] {
    const { type, properties } = this.resource;
    const property = OPEN_WITHOUT[type];
    if (property === undefined) return [];
    return absences(properties[property]).map((when) => ({
      ...this.origin({ when, path: [property] }),
      kind: 'statement',
      effect: 'Allow',
      scope: `${this.self} ${property}`,
      principal: single('*'),
      action: single('*'),
      resource: single('*'),
      condition: {},
      without: property,
    }));
  }
}

function unreadStatement(statement: unknown) {
  return {
    kind: 'other',
    name: 'a statement that cannot be read',
    value: JSON.stringify(statement),
    ratings: NOT_RATED,
  } as const;
}
