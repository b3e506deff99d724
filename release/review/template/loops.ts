import { isJsonObject, objectOf } from '../../../lambdas/shared/json-object';

const LOOP = 'Fn::ForEach::';

/**
 * A part of a template with its loops unrolled. A loop over values that only a deployment knows stays as it is.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-foreach.html
 * @param itemsOf the items of a collection, `undefined` if they are not known
 */
export function unrolled(
  value: unknown,
  itemsOf: (collection: unknown) => readonly string[] | undefined,
): unknown {
  if (Array.isArray(value)) return value.map((one) => unrolled(one, itemsOf));
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, member]) => {
      if (!name.startsWith(LOOP) || !Array.isArray(member))
        return [[name, unrolled(member, itemsOf)] as const];
      const [identifier, collection, body] = member as unknown[];
      const items = itemsOf(collection);
      if (!items) return [[name, member] as const];
      const turns = items.flatMap((item) => {
        const turn = unrolled(filled(body, String(identifier), item), itemsOf);
        return Object.entries(objectOf(turn));
      });
      // An inner loop that stays would have the same name in each turn.
      return turns.some(([key]) => key.startsWith(LOOP)) ? [[name, member] as const] : turns;
    }),
  );
}

/** `${Name}` is the item. `&{Name}` is the item without characters that a logical id cannot have. */
function filled(value: unknown, identifier: string, item: string): unknown {
  const inside = (one: unknown) => filled(one, identifier, item);
  const text = (one: string) =>
    one
      .replaceAll(`\${${identifier}}`, () => item)
      .replaceAll(`&{${identifier}}`, () => item.replace(/[^A-Za-z0-9]/g, ''));
  if (typeof value === 'string') return text(value);
  if (Array.isArray(value)) return value.map(inside);
  if (!isJsonObject(value)) return value;
  if (value['Ref'] === identifier) return item;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [text(name), inside(one)]));
}
