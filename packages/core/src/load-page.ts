import { bare } from "./bare.js";
import type { Page } from "./page.js";

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
  const { data = [], meta } = bare((await load(query)) as WirePage);
  return {
    data,
    meta,
    async next() {
      const asked = query.page as Query | undefined;
      const { page_number: number = 0, total_pages: total = 0, cursors } = meta ?? {};
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
