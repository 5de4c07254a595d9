import { isDeepStrictEqual } from "node:util";
import type { Compared, Sent } from "./compare-requests.js";

/** Differences between the two clients that are right, with their reasons. A difference without a row is a fault of one of them. */
const reasons: readonly (readonly [reason: string, explains: (compared: Compared) => boolean])[] = [
  ["the official client has no method for it", ({ theirs }) => theirs === undefined],
  [
    "a list inside an object of the query: ours sends `filter[a][]=…` for each value, as the document spells it where it does, and the official client joins the values with commas",
    both(
      (ours, theirs) =>
        differOnly("query", ours, theirs) &&
        isDeepStrictEqual(ours.query.map((pair) => pair.replace("[]=", "=")).sort(), theirs.query),
    ),
  ],
  [
    "takes JSON or a form: ours sends a form where there is a file to send and JSON otherwise, and the official client has one method for each or prefers the form",
    both((ours, theirs) => ours.type !== theirs.type && differOnly("type body", ours, theirs)),
  ],
  [
    "a field of the body is called like a request option, so core refuses the call and sends nothing",
    ({ ours, theirs }) => typeof theirs === "object" && typeof ours === "string" && /request options/.test(ours),
  ],
  [
    "the document calls parameters `StartTime_lt` and the like, which the official client sends as `StartTime<`",
    both((ours, theirs) => differOnly("query", ours, theirs) && theirs.query.some((pair) => /^\w+[<>]/.test(pair))),
  ],
  [
    "the official client takes `page[size]` in the place of `page: { size }` here",
    both(
      (ours, theirs) =>
        differOnly("query", ours, theirs) &&
        ours.query.filter((pair) => !pair.startsWith("page[")).join() === theirs.query.join(),
    ),
  ],
];

const fields = ["method", "path", "query", "type", "body"] as const;

/** Whether two requests agree in all but some fields. */
const differOnly = (allowed: string, one: Sent, other: Sent): boolean =>
  fields.every((field) => allowed.split(" ").includes(field) || isDeepStrictEqual(one[field], other[field]));

function both(explains: (ours: Sent, theirs: Sent) => boolean): (compared: Compared) => boolean {
  return ({ ours, theirs }) => typeof ours === "object" && typeof theirs === "object" && explains(ours, theirs);
}

/** The differences between the two clients, by reason; `same` counts the other operations. */
export function explainDifferences(all: readonly Compared[]): {
  readonly same: number;
  readonly explained: ReadonlyMap<string, readonly string[]>;
  readonly unexplained: readonly Compared[];
} {
  const explained = new Map<string, string[]>();
  const unexplained: Compared[] = [];
  let same = 0;
  for (const compared of all) {
    const { ours, theirs, identity } = compared;
    if (typeof ours === "object" && isDeepStrictEqual(ours, theirs)) {
      same += 1;
      continue;
    }
    const reason = reasons.find(([, explains]) => explains(compared))?.[0];
    if (reason) explained.set(reason, [...(explained.get(reason) ?? []), identity]);
    else unexplained.push(compared);
  }
  return { same, explained, unexplained };
}
