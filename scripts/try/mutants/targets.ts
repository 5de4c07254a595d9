/** Code whose tests have to notice every change. */
export interface Target {
  readonly name: string;
  readonly package: "core" | "webhooks";
  /** Files below the package's `src`, changed one place at a time. */
  readonly files: readonly string[];
  /** The tests that have to notice, beside them. Few and quick ones: they run for every change. */
  readonly tests: readonly string[];
}

export const targets: readonly Target[] = [
  { name: "retry-policy", package: "core", files: ["retry-policy.ts"], tests: ["retry-policy.test.ts"] },
  {
    name: "sending",
    package: "core",
    files: ["send.ts"],
    tests: ["send", "abort", "client", "errors", "hooks", "pacer", "response-body", "retry-after"].map(
      (name) => `${name}.test.ts`,
    ),
  },
  { name: "addresses", package: "core", files: ["url.ts"], tests: ["url.test.ts"] },
  { name: "redaction", package: "core", files: ["redact.ts"], tests: ["redact.test.ts"] },
  { name: "verification", package: "webhooks", files: ["verify.ts"], tests: ["verify.test.ts", "unwrap.test.ts"] },
  { name: "dedupe", package: "webhooks", files: ["dedupe.ts"], tests: ["receiver.test.ts", "redelivery.test.ts"] },
];

/** The share of changes, in percent, that tests have to notice. */
export const leastKilled = 90;
