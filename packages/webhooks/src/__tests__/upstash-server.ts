import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Redis } from "ioredis";

/** Serves a Redis over HTTP as Upstash does: commands as JSON in, their replies in base64 out, also many in a pipeline. */
export async function startUpstash(redis: Redis): Promise<{ url: string; stop(): void }> {
  const encode = (reply: unknown) => (typeof reply === "string" ? Buffer.from(reply).toString("base64") : reply);
  const server = createServer(async (request, response) => {
    let body = "";
    for await (const chunk of request) body += chunk;
    const run = async (command: readonly unknown[]) => {
      const result = await redis.call(...(command.map(String) as [string, ...string[]]));
      return { result: result === "OK" ? result : encode(result) };
    };
    const given = JSON.parse(body);
    const answer = request.url?.endsWith("/pipeline") ? await Promise.all(given.map(run)) : await run(given);
    response.setHeader("content-type", "application/json");
    response.end(JSON.stringify(answer));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, stop: () => server.close() };
}
