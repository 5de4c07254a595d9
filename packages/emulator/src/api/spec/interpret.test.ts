import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { arbitraryOf } from "../../__tests__/arbitrary-body.js";
import { scaled } from "../../__tests__/scale.js";
import { document } from "../../generated/spec.js";
import { indexOperations, type Operation } from "./operations.js";
import { createValidator } from "./validation.js";

const compiled = createValidator(document, { compile: true });
const walked = createValidator(document, { compile: false });
const operations = indexOperations(document).all;

const nodeAt = (pointer: string) =>
  pointer
    .split("/")
    .slice(1)
    .reduce((node: unknown, key) => (node as Record<string, unknown>)[key.replaceAll("~1", "/")], document) as Record<
    string,
    unknown
  >;

/** A right body, spoilt somewhere below its top: a value replaced by one of another kind, or a field taken out. */
function spoilt(operation: Operation) {
  const right = arbitraryOf(nodeAt(operation.bodySchema ?? "")) as fc.Arbitrary<Record<string, unknown>>;
  return fc
    .tuple(
      right,
      fc.nat(),
      fc.constantFrom<unknown>(undefined, null, 7, 1.5, "", "x".repeat(60), true, [], [1], { a: 1 }),
    )
    .map(([body, at, value]) => {
      const copy = structuredClone({ ...body });
      const places: [Record<string, unknown>, string][] = [];
      const collect = (node: unknown): void => {
        if (typeof node !== "object" || node === null) return;
        for (const [key, child] of Object.entries(node)) {
          places.push([node as Record<string, unknown>, key]);
          collect(child);
        }
      };
      collect(copy);
      const place = places[at % Math.max(1, places.length)];
      if (!place) return copy;
      if (value === undefined) delete place[0][place[1]];
      else place[0][place[1]] = value;
      return copy;
    });
}

describe("where compiling is forbidden", () => {
  const withBody = operations.filter((operation) => operation.bodySchema);

  test.each(withBody.map((operation) => [operation.name, operation] as const))(
    "%s takes and refuses the same bodies",
    (_name, operation) => {
      const pointer = operation.bodySchema ?? "";
      const body = fc.oneof(arbitraryOf(nodeAt(pointer)), spoilt(operation));
      fc.assert(
        fc.property(body, (value) => {
          const [first, second] = [
            compiled.check(pointer, structuredClone(value)),
            walked.check(pointer, structuredClone(value)),
          ];
          expect(second === undefined).toBe(first === undefined);
        }),
        { numRuns: scaled(300), seed: 1, endOnFailure: true },
      );
    },
  );

  test("queries are read alike", () => {
    for (const value of [{ number: "2", size: "50" }, { number: "x" }, { size: "1000" }, "text", {}]) {
      for (const operation of operations.filter(({ query }) => query.has("page"))) {
        const pointer = operation.query.get("page") ?? "";
        const [first, second] = [
          compiled.coerce(pointer, structuredClone(value)),
          walked.coerce(pointer, structuredClone(value)),
        ];
        expect([second.finding?.code, second.finding?.pointer]).toEqual([first.finding?.code, first.finding?.pointer]);
        if (!first.finding) expect(second.value).toEqual(first.value);
      }
    }
  });

  test.each([
    [{}, "10004", "/connection_id"],
    [{ connection_id: "1", to: "+1", from: "+1", stream_track: "left" }, "10032", "/stream_track"],
    [{ connection_id: "1", to: "+1", from: "+1", audio_url: "https://a", media_name: "b" }, "10015", "/media_name"],
    [{ connection_id: "1", to: "+1", from: "+1", custom_headers: [{ name: "x" }] }, "10004", "/custom_headers/0/value"],
  ])("%j is refused with %s", (body, code, pointer) => {
    const dial = operations.find(({ name }) => name === "voice.dial")?.bodySchema ?? "";
    expect(walked.check(dial, body)).toMatchObject({ code, pointer });
    expect(compiled.check(dial, body)).toMatchObject({ code, pointer });
  });
});
