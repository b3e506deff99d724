import { isJsonObject, type JsonObject, objectOf } from '../../../lambdas/shared/json-object';
import type { StackAddress, StackInAccount } from '../../../lambdas/shared/stack-address';
import { lifted } from './choices';
import { unrolled } from './loops';
import { hasMarks, unknownValue } from './marks';
import { listOf, resolve, type TemplateScope, textOf, undecided } from './resolve';
import type { Template, TemplateResource } from './template';

/** One side of a stack: the deployed one, or the next one. */
export interface StackSide extends StackInAccount {
  /** `{}` for a stack that does not exist. */
  readonly template: Template;
  /** Logical ids of existing resources; unset if they are not known, or there are none. */
  readonly present?: ReadonlySet<string>;
  /** Given values of parameters. Others have the template's defaults. */
  readonly parameters?: Readonly<Record<string, string>>;
}

/** A resource of the template, with its values as far as they are known. */
export interface ReadResource {
  readonly stackName: string;
  readonly logicalId: string;
  readonly type: string;
  readonly properties: JsonObject;
  /** `DependsOn`, policies and the like, without the notes of the CDK. */
  readonly attributes: JsonObject;
  /** Condition that decides whether it exists, with its content; set only if a deployment must decide. */
  readonly when?: string;
}

export interface ReadStack extends StackAddress {
  readonly resources: ReadonlyMap<string, ReadResource>;
  /** The template without the parts that its conditions leave out. */
  readonly template: Template;
  /** Content of a condition -> whether it holds. */
  readonly decided: ReadonlyMap<string, boolean>;
}

/**
 * Reads the stacks of a release together, so that values that one gets from another are known.
 * @param before the deployed stacks: a condition with the same content has the same value again
 */
export function readRelease(
  sides: readonly StackSide[],
  before: ReadonlyMap<string, ReadStack> = new Map(),
): ReadonlyMap<string, ReadStack> {
  const scopes: Reading[] = sides.map((side) => readingOf(side, () => scopes, before));
  return new Map(scopes.map(({ scope, side }) => [side.stackName, readStack(side, scope)]));
}

interface Reading {
  readonly side: StackSide;
  readonly scope: TemplateScope;
}

type Surroundings = readonly [
  all: () => readonly Reading[],
  before: ReadonlyMap<string, ReadStack>,
];

/** A loop may run over a parameter, or over a value from a mapping or another stack. */
function readingOf(side: StackSide, ...surroundings: Surroundings): Reading {
  const { scope } = plainReading(side, ...surroundings);
  const template = unrolled(side.template, (collection) => {
    const items = resolve(collection, scope);
    const texts = Array.isArray(items) ? items.map(textOf) : undefined;
    return texts?.some(hasMarks) ? undefined : texts;
  }) as Template;
  return plainReading({ ...side, template }, ...surroundings);
}

function plainReading(side: StackSide, ...[all, before]: Surroundings): Reading {
  const { stackName, region, account, template, present } = side;
  const busy = new Set<string>();
  /** A value that refers to itself is not known. */
  const once = <T>(key: string, find: () => T | undefined): T | undefined => {
    if (busy.has(key)) return undefined;
    busy.add(key);
    try {
      return find();
    } finally {
      busy.delete(key);
    }
  };
  const conditions = objectOf(template['Conditions']);
  const parameters = objectOf(template['Parameters']) as Record<string, JsonObject>;
  const spelt = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(spelt);
    if (!isJsonObject(value)) return value;
    const { Condition: name } = value;
    if (typeof name === 'string' && Object.keys(value).length === 1)
      return once(`spelt ${name}`, () => spelt(conditions[name]));
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, spelt(one)]));
  };
  const scope: TemplateScope = {
    stackName,
    region,
    account,
    template,
    parameter: (name) => {
      const fallback = parameters[name]?.['Default'];
      return side.parameters?.[name] ?? (fallback === undefined ? undefined : textOf(fallback));
    },
    condition: (name) =>
      once(`condition ${name}`, () => holds(conditions[name], scope)) ??
      shownByResources(template, present, name) ??
      before.get(stackName)?.decided.get(scope.says(name)),
    says: (name) => {
      const said = once(`says ${name}`, () => resolve(spelt(conditions[name]), scope));
      return JSON.stringify(said ?? [name, ...madeElsewhere(conditions)]);
    },
    output: (producer, where, output) =>
      once(`output ${producer} ${where} ${output}`, () => {
        const found = all().find(
          (one) => one.side.stackName === producer && one.side.region === where,
        );
        return found && outputOf(found, output);
      }),
    exported: (name) => once(`export ${name}`, () => exportOf(all(), region, name)),
    ssm: (name) => once(`ssm ${name}`, () => ssmValue(all(), name)),
  };
  return { side, scope };
}

/** Loops and macros in a section: they may make entries that the section does not show. */
function madeElsewhere(section: JsonObject): unknown[] {
  return Object.entries(section).filter(([name]) => name.startsWith('Fn::'));
}

function outputsOf({ side: { template }, scope }: Reading): [string, JsonObject][] {
  return Object.entries((template['Outputs'] ?? {}) as Record<string, JsonObject>).filter(
    ([, { Condition }]) => typeof Condition !== 'string' || scope.condition(Condition) !== false,
  );
}

/** A text, or one that depends on conditions. */
function valueOf(value: unknown, scope: TemplateScope): unknown {
  return lifted(resolve(value, scope), textOf);
}

function outputOf(reading: Reading, name: string): unknown {
  const [, output] = outputsOf(reading).find(([id]) => id === name) ?? [];
  return output && valueOf(output['Value'], reading.scope);
}

function exportOf(all: readonly Reading[], region: string, name: string): unknown {
  for (const reading of all.filter(({ side }) => side.region === region)) {
    for (const [, { Export, Value }] of outputsOf(reading)) {
      if (isJsonObject(Export) && resolve(Export['Name'], reading.scope) === name) {
        return valueOf(Value, reading.scope);
      }
    }
  }
  return undefined;
}

function ssmValue(all: readonly Reading[], name: string): string | undefined {
  for (const reading of all) {
    for (const { Type, Properties = {} } of Object.values(reading.side.template.Resources ?? {})) {
      if (Type === 'AWS::SSM::Parameter' && resolve(Properties['Name'], reading.scope) === name) {
        return inText(valueOf(Properties['Value'], reading.scope));
      }
      if (Type !== 'Custom::CrossRegionExportWriter') continue;
      const written = objectOf(objectOf(Properties['WriterProps'])['exports']);
      if (name in written) return inText(valueOf(written[name], reading.scope));
    }
  }
  return undefined;
}

/** The value as part of another text. */
function inText(value: unknown): string | undefined {
  return value === undefined || typeof value === 'string'
    ? value
    : unknownValue(JSON.stringify(value));
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-conditions.html */
function holds(expression: unknown, scope: TemplateScope): boolean | undefined {
  if (!isJsonObject(expression)) return undefined;
  const [name = ''] = Object.keys(expression);
  const argument = expression[name];
  const args = listOf(argument);
  switch (name) {
    case 'Condition':
      return scope.condition(String(argument));
    case 'Fn::Not': {
      const inner = holds(args[0], scope);
      return inner === undefined ? undefined : !inner;
    }
    case 'Fn::And':
    case 'Fn::Or': {
      const all = args.map((one) => holds(one, scope));
      const decisive = name === 'Fn::Or';
      if (all.includes(decisive)) return decisive;
      return all.includes(undefined) ? undefined : !decisive;
    }
    case 'Fn::Equals': {
      const [one, other] = args.map((arg) => JSON.stringify(scalar(resolve(arg, scope))));
      if (one === other) return true;
      return [one, other].some((text) => /[\ue000-\ue005]|Fn::If/.test(text ?? ''))
        ? undefined
        : false;
    }
    default:
      return undefined;
  }
}

function scalar(value: unknown): unknown {
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : value;
}

/** The existing resources show which conditions hold. */
function shownByResources(
  { Resources = {} }: Template,
  present: ReadonlySet<string> | undefined,
  condition: string,
): boolean | undefined {
  if (!present || present.size === 0) return undefined;
  const [id] = Object.entries(Resources).find(([, one]) => one['Condition'] === condition) ?? [];
  return id === undefined ? undefined : present.has(id);
}

function readStack(side: StackSide, scope: TemplateScope): ReadStack {
  const { stackName, region, template } = side;
  const resources = new Map<string, ReadResource>();
  const kept: Record<string, TemplateResource> = {};
  for (const [logicalId, resource] of Object.entries(template.Resources ?? {})) {
    const condition = resource['Condition'];
    const there = typeof condition === 'string' ? scope.condition(condition) : true;
    if (there === false) continue;
    kept[logicalId] = resource;
    resources.set(logicalId, {
      ...readResource(stackName, logicalId, resource, scope),
      ...(there === undefined && { when: undecided(String(condition), scope) }),
    });
  }
  const conditions = Object.keys(template['Conditions'] ?? {});
  return {
    stackName,
    region,
    resources,
    template: { ...template, ...(template.Resources && { Resources: kept }) },
    decided: new Map(
      conditions.flatMap((name) => {
        const there = scope.condition(name);
        return there === undefined ? [] : [[scope.says(name), there] as const];
      }),
    ),
  };
}

function readResource(
  stackName: string,
  logicalId: string,
  resource: TemplateResource,
  scope: TemplateScope,
): ReadResource {
  // A loop that could not be unrolled and `Fn::Transform` are among the resources, but are none.
  if (!isJsonObject(resource) || typeof resource.Type !== 'string') {
    return {
      stackName,
      logicalId,
      type: logicalId.split('::').slice(0, 2).join('::'),
      properties: { Value: resolve(resource, scope) },
      attributes: {},
    };
  }
  const { Type, Properties = {}, DependsOn, ...others } = resource;
  // Notes of the CDK do not change the resource. Its condition is read separately.
  const attributes = Object.entries(others).filter(
    ([name]) => name !== 'Metadata' && name !== 'Condition',
  );
  const properties = resolve(Properties, scope);
  return {
    stackName,
    logicalId,
    type: Type,
    // A macro may replace the whole section.
    properties: isJsonObject(properties) ? properties : { 'Fn::Transform': properties },
    attributes: {
      ...(resolve(Object.fromEntries(attributes), scope) as JsonObject),
      ...(DependsOn !== undefined && { DependsOn: listOf(DependsOn).map(String).sort() }),
    },
  };
}
