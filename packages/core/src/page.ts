/** One page of a list. */
export interface Page<Item, Meta = unknown> {
  readonly data: Item[];
  /** What the API says about the list: page numbers or cursors. */
  readonly meta: Meta;
  /** Gets the page after this one. Resolves to `undefined` where this is the last. */
  next(): Promise<Page<Item, Meta> | undefined>;
}

/** A page to come: `await` it for the page, or `for await` over the items of this page and all after it. */
export interface PagePromise<Item, Meta = unknown> extends Promise<Page<Item, Meta>>, AsyncIterable<Item> {}

/** Makes the promise of a page one of all items as well. */
export function paginate<Item>(promise: Promise<Page<Item>>): PagePromise<Item> {
  return Object.assign(promise, {
    async *[Symbol.asyncIterator]() {
      for (let page: Page<Item> | undefined = await promise; page; page = await page.next()) yield* page.data;
    },
  });
}
