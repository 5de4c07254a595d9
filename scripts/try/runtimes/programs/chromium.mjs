// Node only carries the page here, and starts the browser: `chromium.mjs <binary> <task> [file of the input]`.
import { execFileSync, spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import { text } from "node:stream/consumers";

const [binary, task, given] = process.argv.slice(2);
const files = {
  "/": ["text/html", '<!doctype html><title>runtimes</title><script type="module" src="/page.js"></script>'],
  "/page.js": ["text/javascript", readFileSync("page.bundle.js")],
  "/input": ["application/json", given ? readFileSync(given) : "null"],
};
let browser;
const profile = mkdtempSync("profile-");
const server = createServer();
try {
  const result = await new Promise((resolve, reject) => {
    server.on("request", async (request, response) => {
      const { pathname } = new URL(request.url, "http://localhost");
      if (pathname === "/result") resolve(JSON.parse(await text(request)));
      if (pathname === "/error") reject(new Error(await text(request)));
      const [type, content] = files[pathname] ?? ["text/plain", ""];
      response.writeHead(200, { "content-type": type }).end(content);
    });
    // WebCrypto exists on secure origins, and loopback is one.
    server.listen(0, "127.0.0.1", () => {
      const flags = ["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", `--user-data-dir=${profile}`];
      const address = `http://127.0.0.1:${server.address().port}/?task=${task}`;
      browser = spawn(binary, [...flags, address], { stdio: "ignore" });
      browser.on("exit", (code) => reject(new Error(`${binary} ended with ${code} before its page had a result`)));
    });
    process.once("SIGTERM", () => reject(new Error("the page took too long")));
  });
  const version = /[\d.]{4,}/.exec(execFileSync(binary, ["--version"], { encoding: "utf8" }))?.[0];
  console.log(JSON.stringify({ version, result }));
} finally {
  if (browser?.exitCode === null) {
    const gone = new Promise((resolve) => browser.on("exit", resolve));
    browser.kill();
    await gone;
  }
  server.closeAllConnections();
  server.close();
  rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
}
