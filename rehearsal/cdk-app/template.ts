import type { Location } from '../emulator/inventory';

const PIPELINE = 'AWS::CodePipeline::Pipeline';

type Json = unknown;
type Dictionary = Readonly<Record<string, Json>>;

/** A resource in a template that is not deployed. */
interface SynthesizedResource {
  readonly logicalId: string;
  /** As far as they are known before the deployment: other references have a made-up value. */
  readonly properties: Dictionary;
}

/** The pipelines of a template. */
export function pipelinesIn(template: string, place: Location): readonly SynthesizedResource[] {
  return resourcesOfType(template, PIPELINE, place);
}

/** Names of the parameters for which a deployment must give a value. */
export function parametersWithoutDefault(template: string): readonly string[] {
  const parameters = objectOf(objectOf(JSON.parse(template))['Parameters']);
  return Object.keys(parameters).filter((name) => !('Default' in objectOf(parameters[name])));
}

/** The resources of a type in a template. */
export function resourcesOfType(
  template: string,
  type: string,
  place: Location,
): readonly SynthesizedResource[] {
  return Object.entries(resourcesOf(JSON.parse(template)))
    .filter(([, { Type }]) => Type === type)
    .map(([logicalId, { Properties }]) => ({
      logicalId,
      properties: objectOf(resolved(Properties, place)),
    }));
}

/**
 * Line of a part of a resource in a template as CDK writes it.
 * @param where its keys, with dots between them; an element of a list by its place or its `Name`
 * @returns undefined for a template that is written in another way
 */
export function lineOf(template: string, logicalId: string, where: string): number | undefined {
  const root: Json = JSON.parse(template);
  if (written(root) !== template.trimEnd()) return undefined;
  let found = objectOf(resourcesOf(root)[logicalId]?.['Properties']);
  for (let rest = where; rest !== '';) {
    const key = longest(keysOf(found).filter((one) => `${rest}.`.startsWith(`${one}.`)));
    const next = key === undefined ? EMPTY : objectOf(at(found, key));
    if (key === undefined || next === EMPTY) break;
    found = next;
    rest = rest.slice(key.length + 1);
  }
  const mark = crypto.randomUUID();
  const marked = written(root, (value) => (value === found ? mark : value));
  return marked.slice(0, marked.indexOf(mark)).split('\n').length;
}

/** As CDK writes it. */
function written(root: Json, replaced = (value: Json) => value): string {
  return JSON.stringify(root, (_key, value: Json) => replaced(value), 1);
}

/** Keys; of a list the places and names of its elements. */
function keysOf(value: Dictionary): string[] {
  const places = Object.keys(value);
  return Array.isArray(value) ? [...places, ...value.map(nameOf)] : places;
}

function at(value: Dictionary, key: string): Json {
  const named: Json = Array.isArray(value) ? value.find((one) => nameOf(one) === key) : undefined;
  return named ?? value[key];
}

function nameOf(value: Json): string {
  const name = objectOf(value)['Name'];
  return typeof name === 'string' ? name : '';
}

function longest(keys: readonly string[]): string | undefined {
  return [...keys].filter((key) => key !== '').sort((a, b) => b.length - a.length)[0];
}

function resourcesOf(template: Json): Readonly<Record<string, Dictionary>> {
  return objectOf(objectOf(template)['Resources']) as Readonly<Record<string, Dictionary>>;
}

function objectOf(value: Json): Dictionary {
  return typeof value === 'object' && value !== null ? (value as Dictionary) : EMPTY;
}

const EMPTY: Dictionary = {};
const NO_VALUE = Symbol('AWS::NoValue');

/** A value with its functions replaced, as far as they can be known. */
function resolved(value: Json, place: Location): Json {
  if (Array.isArray(value)) {
    return value.map((one) => resolved(one, place)).filter((one) => one !== NO_VALUE);
  }
  if (typeof value !== 'object' || value === null) return value;
  const [[name, argument] = ['', undefined], ...others] = Object.entries(value);
  if (others.length === 0) {
    if (name === 'Ref') return referenced(String(argument), place);
    if (name.startsWith('Fn::')) return called(name, argument, place);
  }
  return Object.fromEntries(
    Object.entries(value)
      .map(([key, one]) => [key, resolved(one, place)] as const)
      .filter(([, one]) => one !== NO_VALUE),
  );
}

function referenced(name: string, { account, region }: Location): Json {
  const pseudo: Readonly<Record<string, Json>> = {
    'AWS::AccountId': account,
    'AWS::Region': region,
    'AWS::Partition': 'aws',
    'AWS::URLSuffix': 'amazonaws.com',
    'AWS::NoValue': NO_VALUE,
  };
  return name in pseudo ? pseudo[name] : name;
}

function called(name: string, argument: Json, place: Location): Json {
  const parts: readonly Json[] = Array.isArray(argument) ? argument : [argument];
  switch (name) {
    case 'Fn::Join': {
      const [separator, list] = parts.map((one) => resolved(one, place));
      return Array.isArray(list) ? list.map(String).join(String(separator)) : String(list);
    }
    case 'Fn::Sub':
      return String(parts[0]).replace(/\$\{([^!}]+)\}/g, (_all, one: string) =>
        String(referenced(one, place)),
      );
    case 'Fn::If':
      return resolved(parts[1], place);
    case 'Fn::GetAtt':
      // In the form of an ARN: of a role's, the account is read.
      return `arn:aws:unknown:${place.region}:${place.account}:${parts.map(String).join('.')}`;
    default:
      return 'unknown';
  }
}
