/** Code whose tests have to notice every change. */
export interface Target {
  readonly name: string;
  readonly package: "core" | "webhooks";
  /** Files below the package's `src`, changed one place at a time. */
  readonly files: readonly string[];
  /** The tests that have to notice, beside them. Few and quick ones: they run for every change. */
  readonly tests: readonly string[];
}

const testsOf = (...files: readonly string[]) => files.map((file) => `${file}.test.ts`);

export const targets: readonly Target[] = [
  { name: "retry-policy", package: "core", files: ["retry-policy.ts"], tests: testsOf("retry-policy", "retry-after") },
  {
    name: "sending",
    package: "core",
    files: ["send.ts"],
    tests: testsOf("send", "abort", "client", "errors", "hooks", "pacer", "response-body", "retry-after"),
  },
  { name: "addresses", package: "core", files: ["url.ts"], tests: testsOf("url") },
  { name: "redaction", package: "core", files: ["redact.ts"], tests: testsOf("redact") },
  {
    name: "verification",
    package: "webhooks",
    files: ["verify.ts"],
    tests: testsOf("verify", "unwrap", "request", "headers", "body", "key-source"),
  },
  { name: "dedupe", package: "webhooks", files: ["dedupe.ts"], tests: testsOf("dedupe") },
];

/** The share of changes, in percent, that tests have to notice. */
export const leastKilled = 90;
