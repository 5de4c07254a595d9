// Node, Bun and Deno start here.
import { runSuite } from "./suite.mjs";

const version = globalThis.Deno?.version.deno ?? globalThis.Bun?.version ?? globalThis.process.versions.node;
console.log(JSON.stringify({ version, results: await runSuite() }));
