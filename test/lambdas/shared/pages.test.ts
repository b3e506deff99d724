import { itemsOf } from '../../../lambdas/shared/pages';

async function* pages<Page>(...all: Page[]): AsyncGenerator<Page> {
  for (const page of all) yield await Promise.resolve(page);
}

test('the items of every page come in their order; a page may have none', async () => {
  const found = itemsOf(pages({ Items: [1, 2] }, {}, { Items: [3] }), ({ Items }) => Items);
  expect(await found).toEqual([1, 2, 3]);
});

test('a page that cannot be read is the fault of all', async () => {
  async function* broken() {
    yield await Promise.resolve({ Items: [1] });
    throw new Error('down');
  }
  await expect(itemsOf(broken(), ({ Items }) => Items)).rejects.toThrow('down');
});
