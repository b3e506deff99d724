/** Does the work on every item, on `limit` of them at the same time; results in the items' order. */
export async function atMost<Item, Result>(
  limit: number,
  items: readonly Item[],
  work: (item: Item, index: number) => Promise<Result>,
): Promise<Result[]> {
  const results = new Map<number, Result>();
  const queue = items.entries();
  const worker = async () => {
    for (const [index, item] of queue) results.set(index, await work(item, index));
  };
  await Promise.all(Array.from({ length: limit }, worker));
  return items.map((_item, index) => results.get(index) as Result);
}
