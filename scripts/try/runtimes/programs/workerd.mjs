// Node only carries miniflare here, which starts workerd: `workerd.mjs <folder of miniflare> <task> [file of the input]`.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const [folder, task, given] = process.argv.slice(2);
const require = createRequire(folder);
const { Miniflare } = require("miniflare");
const { version } = require("workerd/package.json");
const miniflare = new Miniflare({
  // Named, because the emulator imports Node's server by a variable, which is never reached here.
  modules: [{ type: "ESModule", path: "worker.bundle.js" }],
  // An old date and no compatibility flag: nothing that a user would have to switch on.
  compatibilityDate: "2024-01-01",
  host: "127.0.0.1",
  port: 0,
  bindings: { PUBLIC_KEY: task === "serve" ? given : "" },
});
// Without it, workerd would outlive this process.
process.once("SIGTERM", () => miniflare.dispose().finally(() => process.exit(1)));
const url = await miniflare.ready;
if (task === "serve") console.log(`port ${url.port}`);
else {
  const body = given ? readFileSync(given) : "null";
  const response = await fetch(new URL(`/task/${task}`, url), { method: "POST", body });
  if (!response.ok) throw new Error(`workerd answered ${response.status}: ${await response.text()}`);
  console.log(JSON.stringify({ version, result: await response.json() }));
  await miniflare.dispose();
}
