// Ten calls, two servers, one Redis, every webhook twice: `tsx examples/redis-dedupe/main.ts`.
import { installCommand, redisIsAvailable } from "../../packages/webhooks/src/__tests__/redis-server.js";
import { rehearse } from "./rehearsal.js";

if (redisIsAvailable()) {
  const { emulator, handled } = await rehearse(10);
  const deliveries = emulator.timeline.entries.filter(({ kind }) => kind === "delivery").length;
  const counts = handled.map((ids, index) => `server ${index + 1} handled ${ids.length}`).join(", ");
  console.log(`${deliveries} deliveries; ${counts}; ${new Set(handled.flat()).size} events.`);
} else {
  console.log(`Not run: there is no redis-server here. Install it with: ${installCommand}`);
}
