/** A change that no test can notice, or none needs to. */
export interface AcceptedSurvivor {
  /** As `pnpm test:mutants` prints it. */
  readonly change: string;
  readonly reason: string;
}

const send = "packages/core/src/send.ts";
const url = "packages/core/src/url.ts";
const redact = "packages/core/src/redact.ts";
const verify = "packages/webhooks/src/verify.ts";

const unread = "Nobody reads this text: the operation has no result, or the error shows its problem instead.";
const sameOutcome = "The retry policy treats every outcome that is neither a status nor one of its words alike.";
const shortValue = "It saves the encoding of short values, which cannot have that many bytes.";
const ownWords = "No test has Stryker's own words in it.";

export const acceptedSurvivors: readonly AcceptedSurvivor[] = [
  {
    change: "packages/core/src/retry-policy.ts: if (!value) return undefined; | !value → false",
    reason: "An empty value is no number and no date either.",
  },
  {
    change: `${send}: body = JSON.parse(ended.text ?? ""); | "" → "Stryker was here!"`,
    reason: "Neither is JSON.",
  },
  {
    change: `${send}: if (failed && !(inTime && command.elapsedMs() < latestStart(operation.safety, op | command.elapsedMs() < latestStart(operation.safety, options.deadlineMs) → command.elapsedMs() <= latestStart(operation.safety, options.deadlineMs)`,
    reason: "The policy tests the same bound exactly; here a clock has moved on by some microseconds.",
  },
  {
    change: `${send}: if (command.isWatched) command.notify("onRetry", { delayMs, error: command.sign( | command.isWatched → true`,
    reason: "It saves the work of making an error that no hook gets.",
  },
  {
    change: `${send}: if (TimeoutError.isInstance(error)) return false; | false → true`,
    reason: "At that time the deadline is over too, but for a timer that fires early.",
  },
  {
    change: `${send}: return { response: head, text: "", problem: "a body that did not end in time" }; | "" → "Stryker was here!"`,
    reason: unread,
  },
  {
    change: `${send}: return { response, text: "", problem: undefined }; | "" → "Stryker was here!"`,
    reason: unread,
  },
  { change: `${send}: }).catch(() => ""); | "" → "Stryker was here!"`, reason: unread },
  { change: `${send}: }).catch(() => ""); | () => "" → () => undefined`, reason: unread },
  {
    change: `${send}: if (ConnectionError.isInstance(ended)) return ended.reason; | ConnectionError.isInstance(ended) → true`,
    reason: sameOutcome,
  },
  {
    change: `${send}: return AbortedError.isInstance(ended) ? "aborted" : "unreadable"; | "aborted" → ""`,
    reason: sameOutcome,
  },
  {
    change: `${send}: return AbortedError.isInstance(ended) ? "aborted" : "unreadable"; | "unreadable" → ""`,
    reason: sameOutcome,
  },
  {
    change: `${url}: [(value) => value.length > 1365 && bytesOf(value) > 4096, "is longer than 4096 b | value.length > 1365 → true`,
    reason: shortValue,
  },
  {
    change: `${url}: [(value) => value.length > 1365 && bytesOf(value) > 4096, "is longer than 4096 b | value.length > 1365 → value.length >= 1365`,
    reason: shortValue,
  },
  {
    change: `${url}: const segments = (text: string) => text.split("/").length; | "/" → ""`,
    reason: "Node's parser writes every character as it was given; that of Workers does not.",
  },
  { change: `${redact}: const needles: string[] = []; | [] → ["Stryker was here"]`, reason: ownWords },
  {
    change: `${redact}: } else if (typeof value === "object" && value && !ArrayBuffer.isView(value) && d | typeof value === "object" → true`,
    reason: "A number has no fields, and a function that has some may be redacted too.",
  },
  {
    change: `${verify}: const values = typeof headers === "object" && headers ? headerValues(headers, si | [] → ["Stryker was here"]`,
    reason: "Headers that cannot be read are refused by name all the same.",
  },
  {
    change: `${verify}: if (refreshed !== verifiers) for (const verify of refreshed) if (await verify(by | refreshed !== verifiers → true`,
    reason: "It saves a second look with the same keys.",
  },
];
