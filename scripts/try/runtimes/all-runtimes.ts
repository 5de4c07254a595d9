import { tmpdir } from "node:os";
import { join } from "node:path";
import { findChromium } from "../../../packages/emulator/src/ladder/__tests__/chromium.js";

/** Ways to check a signature: Node's own functions, WebCrypto, and the library for platforms without Ed25519. */
export type Backend = "node" | "webcrypto" | "noble";

/** Something that runs JavaScript, and how the programs in `programs` are started on it. */
export interface Runtime {
  readonly name: string;
  /** The npm package that brings it, and the file of it that has to be there. */
  readonly fetched?: { readonly package: string; readonly file: string };
  /** Binary and first arguments: a task follows, or `serve` and a public key. `undefined`: this machine lacks it. */
  readonly command: () => readonly string[] | undefined;
  readonly backends: readonly Backend[];
  /** Whether it is a server's: it receives webhooks, and calls an API of another origin without being allowed to. */
  readonly serves: boolean;
  /** Whether `pnpm test` runs it. */
  readonly fast: boolean;
}

/** Where runtimes are kept between runs: about 1 GB. Without the folder, the newest of each are fetched. */
export const runtimesFolder = join(tmpdir(), "telnyx-kit-runtimes");
export const folderOf = (name: string): string => join(runtimesFolder, name);
const fileOf = (name: string, file: string): string => join(folderOf(name), "node_modules", file);

const { platform, arch } = process;
const everyBackend = ["node", "webcrypto", "noble"] as const;
const inProcess = { backends: everyBackend, serves: true, fast: false };
const fetched = (name: string, packageName: string, version: string, binary: string, ...args: string[]): Runtime => {
  const file = `${packageName}/${binary}`;
  return {
    ...inProcess,
    name,
    fetched: { package: `${packageName}@${version}`, file },
    command: () => [fileOf(name, file), ...args, "main.mjs"],
  };
};
const node = (major: number): Runtime =>
  fetched(`node-${major}`, `node-${platform}-${arch}`, String(major), "bin/node");
const bun = `@oven/bun-${platform}-${arch === "arm64" ? "aarch64" : arch}`;
const deno = `@deno/${platform}-${arch}${platform === "linux" ? "-glibc" : ""}`;

export const allRuntimes: readonly Runtime[] = [
  { ...inProcess, name: "node-here", command: () => [process.execPath, "main.mjs"], fast: true },
  node(20),
  node(22),
  node(24),
  { ...node(26), fast: true },
  { ...fetched("bun", bun, "latest", "bin/bun", "run"), fast: true },
  fetched("deno", deno, "latest", "deno", "run", "-A", "-q"),
  {
    name: "workerd",
    fetched: { package: "miniflare@latest", file: "miniflare/package.json" },
    command: () => [process.execPath, "workerd.mjs", `${folderOf("workerd")}/`],
    backends: ["webcrypto", "noble"],
    serves: true,
    fast: true,
  },
  {
    name: "chromium",
    command: () => {
      const binary = findChromium();
      return binary === undefined ? undefined : [process.execPath, "chromium.mjs", binary];
    },
    backends: ["webcrypto", "noble"],
    serves: false,
    fast: false,
  },
];
