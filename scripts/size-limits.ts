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

const core = ["@telnyx-kit/core"];
const webhooks = [...core, "@telnyx-kit/webhooks", "@noble/ed25519"];

export const limits: Limits = {
  bundles: {
    "@telnyx-kit/core": 12_000,
    "@telnyx-kit/core/errors": 600,
    "@telnyx-kit/core/internal": 1_900,
    "@telnyx-kit/core/logger": 900,
    "@telnyx-kit/core/open-url": 7_500,
    "@telnyx-kit/core/pacer": 900,
    "@telnyx-kit/emulator": 140_000,
    "@telnyx-kit/recordings": 12_800,
    "@telnyx-kit/recordings/download": 8_600,
    "@telnyx-kit/streaming/media": 4_700,
    "@telnyx-kit/webhooks": 12_800,
    "@telnyx-kit/webhooks/api": 10_700,
    "@telnyx-kit/webhooks/fastify": 800,
    "@telnyx-kit/webhooks/lambda": 400,
    "@telnyx-kit/webhooks/node": 800,
    "@telnyx-kit/webhooks/redis": 1_150,
    "@telnyx-kit/webhooks/testing": 7_100,
  },
  domain: 11_000,
  // All chunks were to be 12 KB. The floor that was measured is in bench/README.md.
  handler: { first: 23_000, all: 23_000 },
  // With sources and maps, so that an editor and a stack trace lead to our lines.
  installed: { bytes: 1_500_000, files: 450 },
  dependencies: {
    core: [],
    webhooks: ["@noble/ed25519", ...core],
    emulator: [...webhooks, "ajv", "fast-deep-equal", "fast-uri", "json-schema-traverse", "require-from-string"],
  },
  domainDependencies: core,
};
