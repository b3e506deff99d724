import { isDeepStrictEqual } from 'node:util';
import { CONDITION, PROPERTIES, STATEMENTS, type Weakening, WEAKENINGS } from './weakenings';

/** One property of one resource, weaker than it is. It survives JSON. */
export interface Mutant {
  readonly kind: string;
  /** What is weakened, for people. */
  readonly what: string;
  readonly type: string;
  readonly logicalId: string;
  /** Place in `WEAKENINGS`. */
  readonly weakening: number;
  /** Names and indexes that lead to the property, below the resource; below the statement if it is of one. */
  readonly path: readonly string[];
  /** Of which statement of the resource, told by effect and actions. */
  readonly statement?: string;
}

export interface MutableResource {
  readonly Type: string;
  readonly [member: string]: unknown;
}

export interface MutableTemplate {
  readonly Resources?: Readonly<Record<string, MutableResource>>;
}

type Json = Record<string, unknown>;

const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null;

/** Each value below another one that is an object or in one, with the way to it. */
function* valuesOf(value: unknown, path: readonly string[] = []): Generator<[string[], unknown]> {
  if (!isObject(value)) return;
  for (const [name, inner] of Object.entries(value)) {
    const to = [...path, name];
    yield [to, inner];
    if (!isStatementList(name, inner)) yield* valuesOf(inner, to);
  }
}

const isStatementList = (name: string, value: unknown): value is Json[] =>
  name === 'Statement' && Array.isArray(value);

/** Every statement of a resource, with the list that it stands in. */
function statementsOf(value: unknown): { list: Json[]; statement: Json }[] {
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([name, inner]) =>
    isStatementList(name, inner)
      ? inner.map((statement) => ({ list: inner, statement }))
      : statementsOf(inner),
  );
}

function nameOf({ Sid, Effect, Action, NotAction }: Json): string {
  const actions = [Action ?? NotAction].flat().map(String).sort();
  return [Effect, ...(Sid === undefined ? [] : [Sid]), actions.join(' ')].map(String).join(' ');
}

/** Each way to weaken the templates, once for resources that several of them have. */
export function mutantsOf(templates: readonly MutableTemplate[]): Mutant[] {
  const found = new Map<string, Mutant>();
  for (const { Resources = {} } of templates) {
    for (const [logicalId, resource] of Object.entries(Resources)) {
      for (const mutant of [...ofProperties(resource), ...ofStatements(resource)]) {
        const whole = { ...mutant, type: resource.Type, logicalId };
        found.set(idOf(whole), whole);
      }
    }
  }
  return [...found.values()];
}

export const idOf = ({ type, logicalId, what, statement = '' }: Mutant): string =>
  [type, logicalId, what, statement].join(' ').trim();

type Found = Omit<Mutant, 'type' | 'logicalId'>;

function ofProperties(resource: MutableResource): Found[] {
  return [...valuesOf(resource)].flatMap(([path, value]) =>
    PROPERTIES.filter((one) => applies(one, resource.Type, path, value)).map((weakening) => ({
      kind: weakening.kind,
      what: `${path.join('.')} ${weakening.says}`,
      weakening: WEAKENINGS.indexOf(weakening),
      path,
    })),
  );
}

function applies({ name, type, isStrong }: Weakening, of: string, path: string[], value: unknown) {
  return name.test(path.join('.')) && (type?.test(of) ?? true) && isStrong(value);
}

function ofStatements(resource: MutableResource): Found[] {
  return statementsOf(resource['Properties']).flatMap(({ statement }) => {
    const whole = { statement: nameOf(statement) };
    const members = STATEMENTS.filter(({ name, isStrong, effect }) => {
      const [member] = Object.keys(statement).filter((one) => name.test(one));
      return member !== undefined && effect === statement['Effect'] && isStrong(statement[member]);
    }).map((weakening) => ({
      ...whole,
      kind: weakening.kind,
      what: weakening.says,
      weakening: WEAKENINGS.indexOf(weakening),
      path: Object.keys(statement).filter((one) => weakening.name.test(one)),
    }));
    const conditions = Object.entries(statement['Condition'] ?? {}).flatMap(([operator, keys]) =>
      Object.keys(keys as Json).map((key) => ({
        ...whole,
        kind: CONDITION.kind,
        what: `Condition.${operator}.${key} ${CONDITION.says}`,
        weakening: WEAKENINGS.indexOf(CONDITION),
        path: ['Condition', operator, key],
      })),
    );
    return [...members, ...conditions];
  });
}

/** The template with the mutant in it, or the same where it has nothing that the mutant weakens. */
export function mutated<T extends MutableTemplate>(template: T, mutant: Mutant): T {
  const resource = template.Resources?.[mutant.logicalId];
  const weakening = WEAKENINGS[mutant.weakening];
  if (resource?.Type !== mutant.type || !weakening) return template;
  const copy = structuredClone(resource);
  if (mutant.statement === undefined) weaken(copy, mutant.path, weakening);
  else {
    for (const { list, statement } of statementsOf(copy['Properties'])) {
      if (nameOf(statement) !== mutant.statement) continue;
      if (weakening.effect === 'Deny') list.splice(list.indexOf(statement), 1);
      else weaken(statement, mutant.path, weakening);
    }
  }
  if (isDeepStrictEqual(copy, resource)) return template;
  return { ...template, Resources: { ...template.Resources, [mutant.logicalId]: copy } };
}

function weaken(target: Json, path: readonly string[], weakening: Weakening) {
  const [name = '', ...rest] = path;
  const value = target[name];
  if (rest.length > 0) {
    if (isObject(value)) weaken(value, rest, weakening);
    return;
  }
  if (!(name in target) || !weakening.isStrong(value)) return;
  const weaker = weakening.to(value);
  if (weaker === undefined) Reflect.deleteProperty(target, name);
  else target[name] = weaker;
}
