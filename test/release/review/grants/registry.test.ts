import { loadAwsServiceSpecSync } from '@aws-cdk/aws-service-spec';
import type { PropertyType, ResourceProperties } from '@aws-cdk/service-spec-types';
import {
  isGrantingProperty,
  isGrantingType,
  isNoGrant,
  NO_GRANT_PROPERTIES,
  NO_GRANT_TYPES,
} from '../../../../release/review/grants/granting-names';
import { readGrants } from '../../../../release/review/grants/read-grants';
import { grantChanges, permissionsIn } from '../../../../release/review/grants/rate';
import { readRelease } from '../../../../release/review/template/read-release';
import type { TemplateResource } from '../../../../release/review/template/template';
import { ACCOUNT } from '../template/samples';
import { document, HARMLESS } from './samples';

/** A property of a type of CloudFormation's registry. */
interface Property {
  readonly type: string;
  /** Names from the resource's on; `[]` behind one that is a list, `{}` behind one by key. */
  readonly path: readonly string[];
  /** `json`, `string` and so on, of one that has no properties of its own. */
  readonly kind: string;
}

const database = loadAwsServiceSpecSync();

function* propertiesOf(
  type: string,
  properties: ResourceProperties,
  path: readonly string[] = [],
  seen: readonly string[] = [],
): Generator<Property> {
  for (const [name, property] of Object.entries(properties)) {
    yield* below(type, property.type, [...path, name], seen);
  }
}

function* below(
  type: string,
  value: PropertyType,
  path: readonly string[],
  seen: readonly string[],
): Generator<Property> {
  const again = (suffix: string) => [...path.slice(0, -1), `${path.at(-1) ?? ''}${suffix}`];
  switch (value.type) {
    case 'array':
      yield* below(type, value.element, again('[]'), seen);
      return;
    case 'map':
      yield* below(type, value.element, again('{}'), seen);
      return;
    case 'union':
      for (const one of value.types) yield* below(type, one, path, seen);
      return;
    case 'ref': {
      const id = value.reference.$ref;
      if (seen.includes(id)) return;
      const { properties } = database.get('typeDefinition', id);
      yield* propertiesOf(type, properties, path, [...seen, id]);
      return;
    }
    default:
      yield { type, path, kind: value.type };
  }
}

// A transform makes other types of these, which no template shows.
const types = [...database.all('resource')].filter(
  ({ cloudFormationType }) => !cloudFormationType.startsWith('AWS::Serverless::'),
);
const registry = types.flatMap(({ cloudFormationType, properties }) => [
  ...propertiesOf(cloudFormationType, properties),
]);

const nameOf = (part: string) => part.replace(/[[\]{}]/g, '');

/** A resource with one value at one place. */
function having({ type, path }: Property, value: unknown) {
  const Properties = path.reduceRight<unknown>((inner, part) => {
    const depth = part.match(/\[\]|\{\}/g) ?? [];
    const wrapped = depth.reduceRight((one, sign) => (sign === '[]' ? [one] : { key: one }), inner);
    return { [nameOf(part)]: wrapped };
  }, value);
  return { Type: type, Properties: Properties as Record<string, unknown> };
}

function stacksOf(resource?: TemplateResource) {
  return readRelease([
    {
      stackName: 'stack',
      region: 'eu-west-1',
      account: ACCOUNT,
      template: { Resources: resource ? { R: resource } : {} },
    },
  ]);
}

function changesOf(before: TemplateResource | undefined, after: TemplateResource | undefined) {
  return permissionsIn('stack', grantChanges(stacksOf(before), stacksOf(after)));
}

const policy = document({ Effect: 'Allow', Principal: '*', Action: HARMLESS, Resource: '*' });

/** What takes a policy document, and has the name of one. */
const documents = registry.filter(
  ({ path, kind }) => kind === 'json' && /polic/i.test(path.at(-1) ?? ''),
);
/** What says who may do something, by its own name or that of what it stands in. */
const named = registry.filter(
  ({ type, path }) => !isNoGrant(type) && path.some((part) => isGrantingProperty(nameOf(part))),
);

describe('of the types in CloudFormation’s registry', () => {
  test('each property that takes a policy has its document read, as an object and as a text', () => {
    const unread = documents.filter((property) =>
      [policy, JSON.stringify(policy)].some((value) => {
        const [grants] = readGrants(stacksOf(having(property, value)), new Map());
        return !grants.some(
          (one) => one.kind === 'statement' && one.action.patterns.includes(HARMLESS),
        );
      }),
    );
    expect(documents.length).toBeGreaterThan(60);
    expect(unread).toEqual([]);
  });

  test('each property that takes JSON has a document read in it, whatever it is called', () => {
    const takers = registry.filter(({ kind }) => kind === 'json');
    const unread = takers.filter((property) => {
      const [grants] = readGrants(stacksOf(having(property, policy)), new Map());
      return !grants.some((one) => one.kind === 'statement');
    });
    expect(takers.length).toBeGreaterThan(documents.length);
    expect(unread).toEqual([]);
  });

  test('each property named like a grant is told when it changes, and never as not broader', () => {
    const silent = named.filter((property) => {
      const [change] = changesOf(having(property, 'one'), having(property, 'two'));
      return change === undefined || change.rating === 'not broader';
    });
    expect(named.length).toBeGreaterThan(500);
    expect(silent).toEqual([]);
  });

  test('each type named like a grant is told when it comes and when it changes', () => {
    // The number of a statement is not what it says.
    const granting = registry.filter(
      ({ type, path }) => isGrantingType(type) && path[0] !== 'StatementId',
    );
    const silent = granting.filter((property) => {
      const [one, other] = ['one', 'two'].map((value) => having(property, value));
      return [changesOf(undefined, one), changesOf(one, other)].some(
        ([change]) => change === undefined || change.rating === 'not broader',
      );
    });
    expect(new Set(granting.map(({ type }) => type)).size).toBeGreaterThan(80);
    expect(silent.map(({ type, path }) => `${type} ${path.join('.')}`)).toEqual([]);
  });

  test('each that is no grant in spite of its name is there', () => {
    const names = [...new Set(registry.flatMap(({ path }) => path.map(nameOf)))];
    const unused = [
      ...NO_GRANT_PROPERTIES.filter(({ name }) => !names.some((one) => name.test(one))),
      ...NO_GRANT_TYPES.filter(
        ({ name }) => !types.some((one) => name.test(one.cloudFormationType)),
      ),
    ];
    expect(unused).toEqual([]);
  });

  test('control: what has no name of a grant and no document is not told', () => {
    const topic = { type: 'AWS::SNS::Topic', path: ['DisplayName'], kind: 'string' };
    expect(changesOf(having(topic, 'one'), having(topic, 'two'))).toEqual([]);
    const queue = { type: 'AWS::SQS::Queue', path: ['RedrivePolicy'], kind: 'json' };
    expect(changesOf(having(queue, { a: 1 }), having(queue, { a: 2 }))).toEqual([]);
  });
});
