/** The items on all pages that a paginator of the AWS SDK reads. */
export async function itemsOf<Page, Item>(
  pages: AsyncIterable<Page>,
  itemsOn: (page: Page) => readonly Item[] | undefined,
): Promise<Item[]> {
  const items: Item[] = [];
  for await (const page of pages) items.push(...(itemsOn(page) ?? []));
  return items;
}
