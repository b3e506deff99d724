import type { Stacks } from '../diff/compare-stack';
import { leftByDeletion } from '../diff/protection';
import { readable, referencesIn, referenceTo, strengthened, unknownValue } from '../template/marks';
import type { ReadResource, ReadStack } from '../template/read-release';
import { isPart, textOf } from '../template/resolve';
import { branchesOf } from './branches';
import { conditionOf } from './conditions';
import { type Found, GrantFinder } from './find-grants';
import type { Grant, Names, OtherGrant, StatementGrant } from './grant';
import { isGrantingType } from './granting-names';
import { opaqueRatings } from './opaque-types';
import { plainStatement } from './plain-statements';

type Origin = Pick<Grant, 'stackName' | 'logicalId' | 'type' | 'when' | 'limit'>;

/** Whom policies of these types are for, by property. */
const HOLDERS: Readonly<Record<string, readonly string[]>> = {
  'AWS::IAM::Policy': ['Roles', 'Users', 'Groups'],
  'AWS::IAM::ManagedPolicy': ['Roles', 'Users', 'Groups'],
  'AWS::IAM::RolePolicy': ['RoleName'],
  'AWS::IAM::UserPolicy': ['UserName'],
  'AWS::IAM::GroupPolicy': ['GroupName'],
};
const IDENTITY = /^AWS::IAM::(?:Role|User|Group)$/;
const HOLDS = /^AWS::IAM::(?:Role|User|Group)$|^AWS::SSO::PermissionSet$/;
const BOUNDARY = /^Permissions?Boundar(?:y|ies)$/;

/** Limits of what others grant: where the property is missing, all is allowed. */
const LIMITS: Readonly<Record<string, string>> = {
  'AWS::IAM::Role': 'PermissionsBoundary',
  'AWS::IAM::User': 'PermissionsBoundary',
  'AWS::SSO::PermissionSet': 'PermissionsBoundary',
  'AWS::EC2::VPCEndpoint': 'PolicyDocument',
  'AWS::EKS::PodIdentityAssociation': 'Policy',
  'AWS::EMR::StudioSessionMapping': 'SessionPolicyArn',
  'AWS::RolesAnywhere::Profile': 'SessionPolicy',
  'AWS::Transfer::User': 'Policy',
};

/** Policies in whose place AWS puts one that allows all, or nearly. */
const OPEN_WITHOUT: Readonly<Record<string, string>> = {
  ...LIMITS,
  'AWS::ApiGateway::RestApi': 'Policy',
  'AWS::EFS::FileSystem': 'FileSystemPolicy',
  'AWS::KMS::Key': 'KeyPolicy',
  'AWS::KMS::ReplicaKey': 'KeyPolicy',
};

/** What CloudFormation takes where a property is missing, if that opens something. */
const DEFAULTS: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  'AWS::ApiGatewayV2::Route': { AuthorizationType: 'NONE' },
};

/** Everything that the stacks of a release grant before and after it, statement by statement. */
export function readGrants(...sides: readonly [before: Stacks, after: Stacks]): [Grant[], Grant[]] {
  const [before, after] = sides.map((stacks) =>
    [...stacks.values()].flatMap((stack) =>
      [...stack.resources.values()].map((resource) => new ResourceReader(stack, resource, stacks)),
    ),
  ) as [ResourceReader[], ResourceReader[]];
  const attached = new Set([...before, ...after].flatMap((one) => one.policies()));
  const grants = (resources: readonly ResourceReader[], stacks: Stacks) => [
    ...resources.flatMap((one) => one.grants(attached)),
    ...[...stacks.values()].flatMap(transformGrants),
  ];
  return [grants(before, sides[0]), grants(after, sides[1])];
}

/** What a macro makes of a template is not in the template. */
function transformGrants({ stackName, template }: ReadStack): OtherGrant[] {
  const { Transform, Resources } = template;
  if (Transform === undefined) return [];
  return [
    {
      kind: 'other',
      scope: `Transform of ${stackName}`,
      stackName,
      logicalId: '',
      type: 'Transform',
      when: [],
      name: textOf(Transform),
      value: JSON.stringify([Transform, Resources]),
      ratings: NOT_RATED,
    },
  ];
}

/** Whether what a scope is about went with the release: then nobody may do anything with it. */
export function isGone(scope: string, before: Stacks, after: Stacks): boolean {
  return referencesIn(scope).some(({ stackName, logicalId }) => {
    const old = before.get(stackName)?.resources.get(logicalId);
    const now = after.get(stackName)?.resources.get(logicalId);
    return old !== undefined && now === undefined && leftByDeletion(old) !== 'resource';
  });
}

class ResourceReader {
  private readonly self: string;
  private readonly plain: boolean;
  private readonly found: readonly Found[];

  constructor(
    private readonly stack: ReadStack,
    private readonly resource: ReadResource,
    private readonly stacks: Stacks,
  ) {
    const { stackName, logicalId, type, properties, when } = resource;
    this.self = referenceTo(stackName, logicalId);
    const place = { path: [], when: when === undefined ? [] : [when] };
    const plain = plainStatement(type, properties);
    this.plain = plain !== undefined;
    this.found = plain
      ? [{ ...place, kind: 'statement', statement: plain }]
      : new GrantFinder(stack.says).find(
          { ...DEFAULTS[type], ...withoutUndoing(type, properties) },
          place,
        );
  }

  /** Managed policies that it names, as its own or as its boundary. */
  policies(): string[] {
    return this.found.flatMap((one) =>
      one.kind === 'attached' ? [strengthened(one.policy)] : boundaryOf(one),
    );
  }

  /** @param attached managed policies that something else speaks of: what they say counts there */
  grants(attached: ReadonlySet<string>): Grant[] {
    const { type, properties } = this.resource;
    const isRead = type === 'AWS::IAM::ManagedPolicy' && this.holders().length === 0;
    if (isRead && attached.has(this.self)) return [];
    const ratings = opaqueRatings(type, properties);
    if (!ratings || this.found.some(({ kind }) => kind === 'statement' || kind === 'nothing')) {
      return [...this.found.flatMap((one) => this.grantsOf(one)), ...this.impliedGrants()];
    }
    return [
      this.other([], { scope: `all of ${this.place()}`, value: textOf(properties), ratings }),
    ];
  }

  private place(): string {
    const { stackName, logicalId, type } = this.resource;
    return `${type} ${logicalId} of ${stackName} in ${this.stack.region}`;
  }

  private grantsOf(found: Found): Grant[] {
    const { type } = this.resource;
    if (found.kind === 'nothing') return [];
    if (found.kind === 'statement') {
      return this.scopes(found).flatMap(({ scope, holder }) =>
        this.statementGrants(found.statement, { ...this.origin(found), scope }, holder),
      );
    }
    if (found.kind === 'attached') return this.attachedGrants(found);
    const [boundary] = boundaryOf(found);
    if (boundary !== undefined && LIMITS[type] !== undefined) {
      return this.boundaryGrants(boundary, found);
    }
    return this.scopes(found).map(({ scope }) => this.other(found.path, { ...found, scope }));
  }

  private origin({ when, path }: Pick<Found, 'when' | 'path'>): Origin {
    const { stackName, logicalId, type } = this.resource;
    const limit = path[0] !== undefined && LIMITS[type] === path[0];
    return { stackName, logicalId, type, when, ...(limit && { limit }) };
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

  /** Names of the roles, users and groups that a policy is for. */
  private holders(): string[] {
    const { type, properties } = this.resource;
    return (HOLDERS[type] ?? []).flatMap((name) =>
      properties[name] === undefined ? [] : [properties[name]].flat().map(textOf).map(strengthened),
    );
  }

  /** What is compared with what, and who may do what a statement says if it names nobody. */
  private scopes({ path, beside = '' }: Found): { scope: string; holder: string }[] {
    const { type, properties } = this.resource;
    const [first = ''] = path;
    if (HOLDERS[type]) {
      const holders = this.holders();
      return (holders.length === 0 ? [this.self] : holders).map((holder) => ({
        scope: `by ${holder}`,
        holder,
      }));
    }
    if (IDENTITY.test(type) && first === 'Policies') {
      return [{ scope: `by ${this.self}`, holder: this.self }];
    }
    const there = `${type} in ${this.stack.region}`;
    // Its resource says what it is for.
    if (this.plain) return [{ scope: there, holder: this.self }];
    if (isGrantingType(type) && path.length <= 1) {
      return targets(properties, first).map((target) => ({
        scope: `${there}${target}`,
        holder: this.self,
      }));
    }
    // What a custom resource does when it is made and when it is changed is the same. What it is for
    // stands beside it, and stays when the custom resource goes.
    const scope = isCustom(type)
      ? [this.place(), ...path.slice(1), strengthened(beside)]
      : [this.self, ...path];
    return [{ scope: scope.join(' '), holder: this.self }];
  }

  private statementGrants(
    statement: unknown,
    origin: Origin & { readonly scope: string },
    holder: string,
  ): Grant[] {
    const branches = branchesOf(statement, this.stack.says) ?? [{ value: undefined, when: [] }];
    return branches.flatMap(({ value, when }): Grant[] => {
      const place = { ...origin, when: [...new Set([...origin.when, ...when])] };
      const said = isPart(value) ? statementOf(value, holder, this.self) : undefined;
      return said
        ? singles(said).map((one) => ({ ...place, ...one }))
        : [{ ...place, ...unreadStatement(statement) }];
    });
  }

  /** A managed policy of the release says what its holder may do; of another only its name is known. */
  private attachedGrants(found: Extract<Found, { kind: 'attached' }>): Grant[] {
    const { type } = this.resource;
    const { path, policy, when } = found;
    const name = path.at(-1) ?? '';
    if (!HOLDS.test(type)) {
      return name === 'Groups'
        ? []
        : [this.other(path, { scope: this.self, value: policy, ratings: NOT_RATED, when })];
    }
    if (name === 'Groups' && type !== 'AWS::IAM::User') return [];
    const scope = `by ${this.self}`;
    const document = this.managedPolicy(policy);
    if (document) return this.documentGrants(document, { ...this.origin(found), scope });
    // What it takes away may be a denial.
    const ratings = { comes: 'broader', follows: 'broader', goes: 'not rated' } as const;
    const label = name === 'Groups' ? 'Member of' : 'Managed policy';
    return [
      this.other([label], {
        scope: `${scope} ${strengthened(policy)}`,
        value: policy,
        ratings,
        when,
      }),
    ];
  }

  private boundaryGrants(policy: string, found: Found): Grant[] {
    const origin = { ...this.origin(found), scope: [this.self, ...found.path].join(' ') };
    const document = this.managedPolicy(policy);
    if (document) return this.documentGrants(document, origin);
    return [
      {
        ...origin,
        kind: 'statement',
        effect: 'Allow',
        principal: single(`AWS:${this.self}`),
        action: single(unknownValue(readable(policy))),
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

  private documentGrants(
    policy: ResourceReader,
    origin: Origin & { readonly scope: string },
  ): Grant[] {
    return policy.found.flatMap((found): Grant[] => {
      const place = { ...origin, when: [...origin.when, ...found.when] };
      if (found.kind === 'statement')
        return policy.statementGrants(found.statement, place, this.self);
      if (found.kind !== 'other') return [];
      const { value, ratings, path } = found;
      return [{ ...place, kind: 'other', name: path.join('.'), value, ratings }];
    });
  }

  /** What is allowed as nothing limits it. */
  private impliedGrants(): StatementGrant[] {
    const { type, properties } = this.resource;
    const property = OPEN_WITHOUT[type];
    if (property === undefined || properties[property] !== undefined) return [];
    return [
      {
        ...this.origin({ when: [], path: [property] }),
        kind: 'statement',
        effect: 'Allow',
        scope: `${this.self} ${property}`,
        principal: single('*'),
        action: single('*'),
        resource: single('*'),
        condition: {},
        without: property,
      },
    ];
  }
}

const NOT_RATED = { comes: 'not rated', follows: 'not rated', goes: 'not rated' } as const;

function unreadStatement(statement: unknown) {
  return {
    kind: 'other',
    name: 'Statement',
    value: JSON.stringify(statement),
    ratings: NOT_RATED,
  } as const;
}

function single(pattern: string): Names {
  return { but: false, patterns: [pattern] };
}

function isCustom(type: string): boolean {
  return type.startsWith('Custom::') || type === 'AWS::CloudFormation::CustomResource';
}

/** What a custom resource does when it goes undoes what it did. */
function withoutUndoing(type: string, properties: Readonly<Record<string, unknown>>) {
  if (!isCustom(type)) return properties;
  const { Delete: _, ...others } = properties;
  return others;
}

function boundaryOf(found: Found): string[] {
  return found.kind === 'other' && BOUNDARY.test(found.path.at(-1) ?? '') ? [found.value] : [];
}

/** Names, numbers and switches of a policy, which say nothing of whom or what it is for. */
const ABOUT_ITSELF =
  /^(?:Policy|Statement)?(?:Name|Id|Description|Revision)$|^(?:Tags|RevisionId|Type)$|^(?:Bypass|Block)/;

/** What a policy that is a resource of its own is attached to: one scope for each. */
function targets(properties: Readonly<Record<string, unknown>>, document: string): string[] {
  return Object.entries(properties)
    .filter(([name]) => name !== document && !ABOUT_ITSELF.test(name))
    .reduce<string[]>(
      (scopes, [name, value]) =>
        scopes.flatMap((scope) =>
          [value].flat().map((one) => `${scope} ${name} ${strengthened(textOf(one))}`),
        ),
      [''],
    );
}

type Said = Pick<StatementGrant, 'effect' | 'principal' | 'action' | 'resource' | 'condition'>;

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements.html */
function statementOf(
  statement: Readonly<Record<string, unknown>>,
  holder: string,
  self: string,
): Said | undefined {
  const effect = statement['Effect'];
  const names = (name: string, otherwise: string): Names | undefined => {
    const but = statement[`Not${name}`] !== undefined;
    const value = statement[but ? `Not${name}` : name];
    const patterns = value === undefined ? [otherwise] : textsOf(value);
    return patterns && { but, patterns: patterns.map(strengthened) };
  };
  const principal = names('Principal', `AWS:${holder}`);
  const action = names('Action', '*');
  const resource = names('Resource', self);
  const raw = statement['Condition'];
  const condition = conditionOf(typeof raw === 'string' ? parsed(raw) : raw);
  if (effect !== 'Allow' && effect !== 'Deny') return undefined;
  if (!principal || !action || !resource || !condition) return undefined;
  return {
    effect,
    principal: { ...principal, patterns: principal.patterns.map(principalOf) },
    action,
    resource,
    condition,
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

/** `{ Service: 'sns.amazonaws.com' }` is `Service:sns.amazonaws.com`. */
function textsOf(value: unknown): string[] | undefined {
  if (typeof value === 'string' || typeof value === 'number') return [String(value)];
  if (Array.isArray(value)) {
    const texts = value.map(textsOf);
    return texts.every((text) => text !== undefined) ? texts.flat() : undefined;
  }
  if (!isPart(value)) return undefined;
  const texts = Object.entries(value).map(([kind, names]) =>
    textsOf(names)?.map((name) => `${kind}:${name}`),
  );
  return texts.every((text) => text !== undefined) ? texts.flat() : undefined;
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html */
function principalOf(name: string): string {
  if (name === 'AWS:*') return '*';
  return name.replace(/^(?:AWS:)?(\d{12})$/, 'AWS:arn:aws:iam::$1:root');
}

/** Each of what a statement says at once. */
function singles({ effect, principal, action, resource, condition }: Said) {
  const each = ({ but, patterns }: Names): Names[] =>
    but ? [{ but, patterns }] : patterns.map(single);
  return each(principal).flatMap((who) =>
    each(action).flatMap((what) =>
      each(resource).map((where) => ({
        kind: 'statement' as const,
        effect,
        principal: who,
        action: what,
        resource: where,
        condition,
      })),
    ),
  );
}
