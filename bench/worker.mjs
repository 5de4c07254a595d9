// Runs a program of a contender in a process of its own, as often as its parent says, and tells what it cost.
const [file, given] = process.argv.slice(2);
const { fetch: stubbed, ...context } = JSON.parse(given);

// Replaces every contender's transport. The body is new at each answer, as it would be.
const { reply } = context;
const transport = async () => new Response(reply, { status: 200, headers: { "content-type": "application/json" } });

const { setup } = await import(file);
const run = await setup({ ...context, fetch: stubbed ? transport : globalThis.fetch });

process.on("message", async ({ count }) => {
  try {
    const cpu = process.cpuUsage();
    const started = performance.now();
    for (let index = 0; index < count; index++) await run();
    const wallMs = performance.now() - started;
    const { user, system } = process.cpuUsage(cpu);
    // Finalizers run between turns; without one, what was collected still counts.
    for (let turn = 0; globalThis.gc && turn < 3; turn++) {
      globalThis.gc();
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    const { heapUsed, rss } = process.memoryUsage();
    process.send({ cpuUs: (user + system) / count, wallUs: (wallMs * 1000) / count, heapUsed, rss });
  } catch (error) {
    process.send({ error: String(error?.stack ?? error) });
  }
});
process.on("disconnect", () => process.exit());
process.send({ ready: true });
