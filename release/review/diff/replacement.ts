import { loadAwsServiceSpecSync } from '@aws-cdk/aws-service-spec';
import type { PropertyType, ResourceProperties, SpecDatabase } from '@aws-cdk/service-spec-types';
import { objectOf } from '../../../lambdas/shared/json-object';
import { namesOf } from './names';
import { type Certainty, difference, inEachCase, most, type Moves } from './moves';

let read: SpecDatabase | undefined;

/** The database of CloudFormation's registry, which takes a second to read. */
function database(): SpecDatabase {
  read ??= loadAwsServiceSpecSync();
  return read;
}

/**
 * Whether a change of this property, or of one below it, makes the resource anew. What the database lists beside
 * the properties (`additionalReplacementProperties`) adds nothing to that.
 */
export function replaces(
  type: string,
  name: string,
  before: unknown,
  after: unknown,
  moves: Moves,
): Certainty {
  const [spec] = database().lookup('resource', 'cloudFormationType', 'equals', type);
  return spec ? below(spec.properties, name, before, after, moves) : 'no';
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
      const { properties } = database().get('typeDefinition', type.reference.$ref);
      const [old, now] = [objectOf(before), objectOf(after)];
      return most(
        ...namesOf(old, now).map((name) => below(properties, name, old[name], now[name], moves)),
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
  const [old, now] = [membersOf(before), membersOf(after)];
  if (old.length !== now.length) return 'no';
  const found = most(...old.map((one, index) => ofType(element, one, now[index], moves)));
  return found === 'no' ? 'no' : 'maybe';
}

function membersOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : Object.values(objectOf(value));
}
