// Node, Bun and Deno start here: `main.mjs <task> [file of the input]`, or `main.mjs serve <public key>`.
import { readFileSync } from "node:fs";

const [task, given] = process.argv.slice(2);
if (task === "serve") {
  const { serve } = await import("./serve.mjs");
  serve(given);
} else {
  const { tasks } = await import("./tasks.mjs");
  const result = await tasks[task](given && JSON.parse(readFileSync(given, "utf8")));
  const version = globalThis.Deno?.version.deno ?? globalThis.Bun?.version ?? process.versions.node;
  console.log(JSON.stringify({ version, result }));
}
