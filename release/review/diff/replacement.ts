import { loadAwsServiceSpecSync } from '@aws-cdk/aws-service-spec';
import type {
  PropertyType,
  Resource,
  ResourceProperties,
  SpecDatabase,
} from '@aws-cdk/service-spec-types';
import { choice, choiceOf } from '../template/choices';
import { isJsonObject, objectOf } from '../../../lambdas/shared/json-object';
import { type Certainty, difference, inEachCase, most, type Moves } from './moves';

let database: SpecDatabase | undefined;
const known = new Map<string, Resource | undefined>();

/** The database of CloudFormation's registry, which takes a second to read. */
function resourceSpec(type: string): Resource | undefined {
  database ??= loadAwsServiceSpecSync();
  if (!known.has(type)) {
    known.set(type, database.lookup('resource', 'cloudFormationType', 'equals', type)[0]);
  }
  return known.get(type);
}

/** Whether a change of this property, or of one below it, makes the resource anew. */
export function replaces(
  type: string,
  name: string,
  before: unknown,
  after: unknown,
  moves: Moves,
): Certainty {
  const spec = resourceSpec(type);
  if (!spec) return 'no';
  const listed = (spec.additionalReplacementProperties ?? [])
    .filter(([first]) => first === name)
    .map(([, ...path]) => difference(at(before, path), at(after, path), moves));
  return most(...listed, below(spec.properties, name, before, after, moves));
}

function at(value: unknown, path: readonly string[]): unknown {
  const [name, ...rest] = path;
  if (name === undefined) return value;
  const open = choiceOf(value);
  if (open) return choice(open[0], at(open[1], path), at(open[2], path));
  if (Array.isArray(value)) return value.map((one) => at(one, name === '*' ? rest : path));
  return isJsonObject(value) ? at(value[name], rest) : undefined;
}

function below(
  properties: ResourceProperties,
  name: string,
  before: unknown,
  after: unknown,
  moves: Moves,
): Certainty {
  const property = properties[name];
  const changed = difference(before, after, moves);
  if (changed === 'no') return 'no';
  // A macro or a loop may make any property.
  if (name.startsWith('Fn::')) return 'maybe';
  if (property === undefined) return 'no';
  if (property.causesReplacement === 'yes') return changed;
  if (property.causesReplacement === 'maybe') return 'maybe';
  return ofType(property.type, before, after, moves);
}

function ofType(type: PropertyType, before: unknown, after: unknown, moves: Moves): Certainty {
  return inEachCase(before, after, (one, other) => ofKnown(type, one, other, moves));
}

function ofKnown(type: PropertyType, before: unknown, after: unknown, moves: Moves): Certainty {
  switch (type.type) {
    case 'union':
      return most(...type.types.map((one) => ofType(one, before, after, moves)));
    case 'array':
    case 'map':
      return ofMembers(type.element, before, after, moves);
    case 'ref': {
      if (!isJsonObject(before) && !isJsonObject(after)) return 'no';
      const { properties } = (database ??= loadAwsServiceSpecSync()).get(
        'typeDefinition',
        type.reference.$ref,
      );
      const [old, now] = [before, after].map(objectOf);
      const names = new Set([...Object.keys(old ?? {}), ...Object.keys(now ?? {})]);
      return most(
        ...[...names].map((name) => below(properties, name, old?.[name], now?.[name], moves)),
      );
    }
    default:
      return 'no';
  }
}

/** A member that comes or goes does not change another. Which member is which is not known: 'maybe' at most. */
function ofMembers(
  element: PropertyType,
  before: unknown,
  after: unknown,
  moves: Moves,
): Certainty {
  const [old, now] = [before, after].map((side) =>
    Array.isArray(side) ? (side as unknown[]) : Object.values(objectOf(side)),
  );
  if (!now || old?.length !== now.length) return 'no';
  const found = most(...old.map((one, index) => ofType(element, one, now[index], moves)));
  return found === 'no' ? 'no' : 'maybe';
}
