/** The most that each thing may be. A change that needs more says why where it raises the number. */
export interface Limits {
  /** Gzipped bytes of one handler as one file: what a Worker or a Lambda ships. */
  readonly handler: number;
  /** Gzipped bytes of calls, without core and webhooks, which an application that uses it has anyway. */
  readonly calls: number;
  /** Bytes of core, voice, webhooks and what they bring. */
  readonly installed: number;
  /** Packages that may come along with one of the project's. */
  readonly dependencies: Readonly<Record<string, readonly string[]>>;
  /** The same for packages that are not named there. */
  readonly domainDependencies: readonly string[];
}

const fetching = ["openapi-fetch", "openapi-typescript-helpers"];
const core = ["@telnyx-kit/core", ...fetching];
const webhooks = [...core, "@telnyx-kit/webhooks", "@noble/ed25519"];

export const limits: Limits = {
  // 23 KiB were aimed at. openapi-fetch is 2.4 of what there is; bench/README.md says what the rest is.
  handler: 24_600,
  calls: 3_072,
  // 1,500,000 are aimed at. Sources and their maps are 430 KB of it; they let an editor go to a definition.
  installed: 1_510_000,
  dependencies: {
    core: fetching,
    webhooks: ["@noble/ed25519", ...core],
    calls: webhooks,
    emulator: [...webhooks, "ajv", "fast-deep-equal", "fast-uri", "json-schema-traverse", "require-from-string", "ws"],
  },
  domainDependencies: core,
};
