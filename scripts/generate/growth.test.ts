import { expect, test } from "vitest";
import { cpuSecondsSince } from "../cli/cpu-seconds.js";
import type { Document, JsonObject } from "../openapi/document.js";
import { readDomains } from "../openapi/domains.js";
import { effectiveFrom } from "../openapi/effective.js";
import { renderFiles } from "./main.js";

/** A domain of so many operations, each with a body, an answer and components of its own. */
function merged(size: number): Document {
  const document: Document = { openapi: "3.1.0", info: {}, paths: {}, webhooks: {}, components: { schemas: {} } };
  const content = (name: string): JsonObject => ({
    content: { "application/json": { schema: { $ref: `#/components/schemas/${name}` } } },
  });
  for (let index = 0; index < size; index++) {
    const fields = Object.fromEntries(
      Array.from({ length: 20 }, (_, field) => [
        `field_${field}`,
        { type: "string", description: `Field ${field}.`, enum: ["a", "b"] },
      ]),
    );
    Object.assign(document.components.schemas as JsonObject, {
      [`Sent${index}`]: { type: "object", properties: fields },
      [`Received${index}`]: { type: "object", properties: fields },
    });
    document.paths[`/things/${index}`] = {
      post: {
        operationId: `Op${index}`,
        requestBody: content(`Sent${index}`),
        responses: { "200": content(`Received${index}`) },
      },
    };
  }
  return document;
}

/** The least of two runs, in milliseconds of the processor: other programs on the machine hardly change it. */
async function fastest(size: number): Promise<number> {
  const resources = Array.from({ length: Math.min(size, 50) }, (_, resource) => {
    const members = Array.from({ length: Math.ceil((size - resource) / 50) }, (_, round) => resource + round * 50);
    return `      resource${resource}: { ${members.map((index) => `op${index}: POST /things/${index}`).join(", ")} }`;
  });
  const table = readDomains("test", `family: {}\ndomains:\n  voice:\n    operations:\n${resources.join("\n")}\n`);
  let best = Number.POSITIVE_INFINITY;
  for (let round = 0; round < 2; round++) {
    const effective = effectiveFrom(merged(size), table);
    const started = process.cpuUsage();
    await renderFiles("/nowhere", effective, ["voice", "emulator"]);
    best = Math.min(best, cpuSecondsSince(started) * 1000);
  }
  return best;
}

test("the time that generating takes grows no faster than the number of operations", { retry: 2 }, async () => {
  await fastest(10);
  const [small, large] = [await fastest(50), await fastest(400)];
  console.log(
    `50 operations: ${small.toFixed(0)} ms, 400 operations: ${large.toFixed(0)} ms (${(large / small).toFixed(1)} times)`,
  );
  // Eight times the operations; the rest is for a processor that is shared.
  expect(large / small).toBeLessThan(8 * 1.75);
});
