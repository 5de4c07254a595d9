import { afterEach, expect, it } from "vitest";
import { type Command, createCommands, faults } from "./fault-commands.js";
import { type FaultServers, startFaultServers } from "./fault-server.js";
import { judge } from "./fault-suite.js";

let servers: FaultServers | undefined;
afterEach(() => servers?.close());

const command = (safety: "unsafe" | "deduped", fault: Command["fault"]): Command => ({
  domain: "queues",
  method: "create",
  args: [{}],
  operation: { method: "POST", path: "/queues", safety, input: "body" },
  fault,
  connection: "reused",
  ownFetch: false,
});

/** A client that sends a command, and once more when the connection broke. */
async function sendTwice(commands: readonly Command[], bodies: readonly string[]): Promise<void> {
  servers = await startFaultServers(1, commands);
  const url = `http://127.0.0.1:${servers.ports[0]}/v2/queues`;
  await (await fetch(url)).text();
  // The connection is free again a moment after its response was read.
  await new Promise((resolve) => setTimeout(resolve, 20));
  for (const id of commands.keys())
    for (const body of bodies)
      await fetch(url, { method: "POST", headers: { "x-command": String(id) }, body }).then(
        (response) => response.text().catch(() => ""),
        () => "",
      );
}

it("breaks a kept connection with every fault, and blames a client that sends an unsafe command twice", async () => {
  const commands = faults.map((fault) => command("unsafe", fault)).filter(({ fault }) => fault !== "silence");
  await sendTwice(commands, ["{}", "{}"]);
  const { counts } = judge(commands, servers?.seen ?? new Map(), []);
  // Two faults come before the command is executed.
  expect(counts.get("unsafe")).toMatchObject({ commands: 19, requests: 38, effects: 36, doubled: 17 });
  expect(counts.get("unsafe")?.reused).toBeGreaterThan(0);
});

it("counts a repeated command_id once and a new one again", async () => {
  const commands = [command("deduped", "reset"), command("deduped", "reset in the body")];
  await sendTwice(commands, ['{"command_id":"a"}', '{"command_id":"a"}']);
  expect(judge(commands, servers?.seen ?? new Map(), ["resolved", "resolved"]).wrong).toEqual([]);
  servers?.close();
  await sendTwice(commands, ['{"command_id":"a"}', '{"command_id":"b"}']);
  expect(judge(commands, servers?.seen ?? new Map(), ["resolved", "resolved"]).wrong).toEqual([
    "queues.create, reset, reused: 2 effects (resolved)",
    "queues.create, reset in the body, reused: 2 effects (resolved)",
  ]);
});

it("blames an error that denies an executed command, and commands that never arrive", () => {
  const seen = new Map([[0, { requests: 1, reused: true, effects: 1 }]]);
  const endings = ["ConnectionError lost, not executed", "resolved"];
  expect(judge([command("unsafe", "reset"), command("unsafe", "close")], seen, endings).wrong).toEqual([
    "queues.create, reset, reused: executed, and the error denies it (ConnectionError lost, not executed)",
    "only 1 of 2 commands were received",
  ]);
});

it("takes every operation without command_id of every domain", async () => {
  const commands = await createCommands(false);
  const unsafe = commands.filter(({ operation, ownFetch }) => operation.safety === "unsafe" && !ownFetch);
  const methods = new Set(unsafe.map(({ domain, method }) => `${domain}.${method}`));
  expect(methods.size).toBeGreaterThanOrEqual(23);
  expect(unsafe).toHaveLength(methods.size * faults.length * 2);
});
