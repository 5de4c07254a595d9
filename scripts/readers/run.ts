import ts from "typescript";
import type { World } from "./world.js";

/** The result of a block. */
export interface Ran {
  /** The exports of the block. */
  readonly exports: Readonly<Record<string, unknown>>;
}

type Loader = () => Promise<unknown>;

// Spelled out, so that the test runner resolves them to the sources.
const modules: Readonly<Record<string, Loader>> = {
  "@telnyx-kit/advanced": () => import("@telnyx-kit/advanced"),
  "@telnyx-kit/calls": () => import("@telnyx-kit/calls"),
  "@telnyx-kit/conferences": () => import("@telnyx-kit/conferences"),
  "@telnyx-kit/core": () => import("@telnyx-kit/core"),
  "@telnyx-kit/core/errors": () => import("@telnyx-kit/core/errors"),
  "@telnyx-kit/core/logger": () => import("@telnyx-kit/core/logger"),
  "@telnyx-kit/core/pacer": () => import("@telnyx-kit/core/pacer"),
  "@telnyx-kit/emulator": () => import("@telnyx-kit/emulator"),
  "@telnyx-kit/emulator/endings": () => import("@telnyx-kit/emulator/endings"),
  "@telnyx-kit/gather": () => import("@telnyx-kit/gather"),
  "@telnyx-kit/media": () => import("@telnyx-kit/media"),
  "@telnyx-kit/queues": () => import("@telnyx-kit/queues"),
  "@telnyx-kit/recordings": () => import("@telnyx-kit/recordings"),
  "@telnyx-kit/recordings/download": () => import("@telnyx-kit/recordings/download"),
  "@telnyx-kit/streaming": () => import("@telnyx-kit/streaming"),
  "@telnyx-kit/streaming/media": () => import("@telnyx-kit/streaming/media"),
  "@telnyx-kit/voice": () => import("@telnyx-kit/voice"),
  "@telnyx-kit/webhooks": () => import("@telnyx-kit/webhooks"),
  "@telnyx-kit/webhooks/api": () => import("@telnyx-kit/webhooks/api"),
  "@telnyx-kit/webhooks/testing": () => import("@telnyx-kit/webhooks/testing"),
};

const AsyncFunction = (async () => {}).constructor as new (
  ...parts: string[]
) => (...given: unknown[]) => Promise<void>;

/**
 * Runs a block, continued as `continuePage` does it, in a world: what it reads from its environment, and what it fetches,
 * leads to the world's emulator. Its output is dropped.
 */
export async function runBlock(text: string, { emulator, values }: World): Promise<Ran> {
  const { outputText } = ts.transpileModule(text, {
    compilerOptions: { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.CommonJS },
  });
  const loaded: Record<string, unknown> = {};
  const tests: (() => unknown)[] = [];
  for (const [, name = ""] of outputText.matchAll(/require\("([^"]+)"\)/g)) {
    const load =
      name === "vitest" ? () => collectTests(tests) : (modules[name] ?? (() => import(/* @vite-ignore */ name)));
    loaded[name] = await load();
  }
  const exports: Record<string, unknown> = {};
  const quiet = { log: () => {}, warn: () => {}, error: () => {} };
  const scope = { ...values, console: quiet, exports, require: (name: string) => loaded[name] };
  const names = Object.keys(scope).filter(
    (name) => !new RegExp(`^(?:const|let|function) ${name}\\b`, "m").test(outputText),
  );
  await inEnvironment(emulator, async () => {
    await new AsyncFunction(...names, outputText)(...names.map((name) => scope[name as keyof typeof scope]));
    if (typeof exports.block === "function") await exports.block();
    for (const test of tests) await test();
  });
  return { exports };
}

/** Vitest for a block that is a test file: its tests run one after the other, inside the test that runs the block. */
async function collectTests(tests: (() => unknown)[]): Promise<unknown> {
  const { expect } = await import("vitest");
  return { expect, test: (_name: string, ...rest: unknown[]) => tests.push(rest.at(-1) as () => unknown) };
}

async function inEnvironment(emulator: World["emulator"], run: () => Promise<void>): Promise<void> {
  const { fetch: before } = globalThis;
  const variables = {
    TELNYX_API_KEY: emulator.apiKey,
    TELNYX_BASE_URL: emulator.url,
    TELNYX_PUBLIC_KEY: emulator.publicKey,
  };
  Object.assign(process.env, variables);
  globalThis.fetch = emulator.fetch;
  try {
    await run();
  } finally {
    globalThis.fetch = before;
    for (const name of Object.keys(variables)) delete process.env[name];
  }
}
