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
  readonly data?: unknown;
  readonly meta?: {
    readonly page_number?: number;
    readonly total_pages?: number;
    readonly cursors?: { readonly after?: string | null } | null;
  } | null;
}

/** Turns a function that gets one page into a promise of pages. */
export function paginate(
  style: "number" | "cursor",
  query: Query,
  load: (query: Query) => Promise<unknown>,
): PagePromise<unknown> {
  const promise = loadPage(style, query, load);
  return Object.assign(promise, {
    async *[Symbol.asyncIterator]() {
      for (let page: Page<unknown> | undefined = await promise; page; page = await page.next()) yield* page.data;
    },
  });
}

async function loadPage(
  style: "number" | "cursor",
  query: Query,
  load: (query: Query) => Promise<unknown>,
): Promise<Page<unknown>> {
  const wire = (await load(query)) as WirePage;
  const data: unknown[] = Array.isArray(wire.data) ? wire.data : [];
  return new Page(data, wire.meta, async () => {
    const following = followingPage(style, query, wire, data.length);
    return following && loadPage(style, following, load);
  });
}

function followingPage(style: "number" | "cursor", query: Query, { meta }: WirePage, items: number): Query | undefined {
  const page = { ...(query.page as Query | undefined) };
  if (style === "number") {
    // A server that reports too many pages must not be asked for ever.
    if (!meta?.page_number || !meta.total_pages || meta.page_number >= meta.total_pages || items === 0)
      return undefined;
    page.number = meta.page_number + 1;
  } else {
    const after = meta?.cursors?.after;
    if (!after || after === page.after) return undefined;
    page.after = after;
    delete page.before;
  }
  // The flat spelling means the same parameter, and would be sent beside the new one.
  const { [`page[${style === "number" ? "number" : "after"}]`]: _, ...rest } = query;
  return { ...rest, page };
}
