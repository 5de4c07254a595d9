// Node only carries miniflare here, which starts workerd. No compatibility flag is set.
import { createRequire } from "node:module";

const require = createRequire(process.argv[2]);
const { Miniflare } = require("miniflare");
const { version } = require("workerd/package.json");
const miniflare = new Miniflare({
  // Named, because the emulator imports Node's server by a variable, which is never reached here.
  modules: [{ type: "ESModule", path: "worker.bundle.js" }],
  compatibilityDate: "2024-01-01",
  host: "127.0.0.1",
  port: 0,
});
const response = await fetch(await miniflare.ready);
console.log(JSON.stringify({ version, results: await response.json() }));
await miniflare.dispose();
