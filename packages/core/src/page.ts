/** One page of a list. */
export class Page<Item, Meta = unknown> {
  constructor(
    readonly data: Item[],
    /** What the API says about the list: page numbers or cursors. */
    readonly meta: Meta,
    /** Gets the page after this one. Resolves to `undefined` where this is the last. */
    readonly next: () => Promise<Page<Item, Meta> | undefined>,
  ) {}
}

/** A page to come: `await` it for the page, or `for await` over the items of this page and all after it. */
export interface PagePromise<Item, Meta = unknown> extends Promise<Page<Item, Meta>>, AsyncIterable<Item> {}

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
export async function loadPage(
  style: "number" | "cursor",
  query: Query,
  load: (query: Query) => Promise<unknown>,
): Promise<Page<unknown>> {
  const { data = [], meta } = (await load(query)) as WirePage;
  return new Page(data, meta, async () => {
    const key = style === "number" ? "number" : "after";
    const asked = query.page as Query | undefined;
    const { page_number: number = 0, total_pages: total = 0, cursors } = meta ?? {};
    const value = key === "number" ? number < total && number + 1 : cursors?.after;
    // A server that always has one more page must not be asked for ever.
    if (!value || !data.length || value === asked?.[key]) return undefined;
    // The flat spelling means the same parameter, and would be sent beside the new one.
    return loadPage(
      style,
      { ...query, [`page[${key}]`]: undefined, page: { ...asked, before: undefined, [key]: value } },
      load,
    );
  });
}
