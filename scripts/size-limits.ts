/** The most that each thing may be. A change that needs more says why where it raises the number. */
export interface Limits {
  /** Gzipped bytes of everything that an entry point can load. */
  readonly bundles: Readonly<Record<string, number>>;
  /** The same for the index of a package that is not named there: core with the domain's table. */
  readonly domain: number;
  /** Gzipped bytes of one handler. */
  readonly handler: { readonly first: number; readonly all: number };
  readonly installed: { readonly bytes: number; readonly files: number };
  /** Every package that may come along with one of ours. */
  readonly dependencies: Readonly<Record<string, readonly string[]>>;
  /** The same for packages that are not named there. */
  readonly domainDependencies: readonly string[];
}

const core = ["@telnyx-kit/core", "openapi-fetch", "openapi-typescript-helpers"];
const webhooks = [...core, "@telnyx-kit/webhooks", "@noble/ed25519"];

export const limits: Limits = {
  bundles: {},
  domain: 11_000,
  handler: { first: 8_192, all: 12_288 },
  installed: { bytes: 1_500_000, files: 150 },
  dependencies: {
    core: ["openapi-fetch", "openapi-typescript-helpers"],
    webhooks: ["@noble/ed25519", ...core],
    emulator: [...webhooks, "ajv", "fast-deep-equal", "fast-uri", "json-schema-traverse", "require-from-string"],
  },
  domainDependencies: core,
};
