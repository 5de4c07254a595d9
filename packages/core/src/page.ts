import { ownProperties } from "./own-properties.js";

/** One page of a list. */
export interface Page<Item, Meta = unknown> {
  readonly data: Item[];
  /** The API's data about the list: page numbers or cursors. */
  readonly meta: Meta;
  /** Gets the next page. Resolves to `undefined` after the last. */
  next(): Promise<Page<Item, Meta> | undefined>;
}

/** A list: `await` it for one page, or loop over it with `for await` for the items of this page and all after it. */
export interface PagePromise<Item, Meta = unknown> extends Promise<Page<Item, Meta>>, AsyncIterable<Item> {}

/** Makes the promise of a page iterable over all items of the list. */
export function paginate<Item>(promise: Promise<Page<Item>>): PagePromise<Item> {
  // A list that is kept and iterated later rejects there, not as an unhandled rejection meanwhile.
  promise.catch(() => {});
  return Object.assign(promise, {
    async *[Symbol.asyncIterator]() {
      for (let page: Page<Item> | undefined = await promise; page; page = await page.next()) yield* page.data;
    },
  });
}

type Query = Readonly<Record<string, unknown>>;

interface WirePage {
  readonly data?: unknown[];
  readonly meta?: {
    readonly page_number?: number;
    readonly total_pages?: number;
    readonly cursors?: { readonly after?: string | null } | null;
  } | null;
}

/** Gets a page of a list, which knows how to get the next. */
export async function loadPage(query: Query, load: (query: Query) => Promise<unknown>): Promise<Page<unknown>> {
  const { data = [], meta } = ownProperties((await load(query)) as WirePage);
  return {
    data,
    meta,
    async next() {
      const asked = query.page as Query | undefined;
      const { page_number: number = 0, total_pages: total = 0, cursors } = ownProperties(meta ?? {});
      // The answer shows the way: of one list the documents promise numbers, and used to promise cursors.
      const [key, value] = cursors?.after ? ["after", cursors.after] : ["number", number < total && number + 1];
      // A server that always has one more page must not be asked for ever.
      if (!value || data.length === 0 || value === asked?.[key]) return undefined;
      // The flat spelling means the same parameter, and would be sent beside the new one.
      const flat = { [`page[${key}]`]: undefined };
      return loadPage({ ...query, ...flat, page: { ...asked, before: undefined, [key]: value } }, load);
    },
  };
}
