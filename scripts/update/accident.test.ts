import { describe, expect, it } from "vitest";
import { document, object, table } from "../openapi/__tests__/small-document.js";
import { surfaceOf } from "../openapi/surface.js";
import { accidentsIn } from "./accident.js";
import { diffSurfaces } from "./compare-surfaces.js";

describe("accidentsIn", () => {
  it("holds an update in which a body became an unrelated one", () => {
    const names = (prefix: string) =>
      object(Object.fromEntries(Array.from({ length: 8 }, (_, index) => [`${prefix}${index}`, { type: "string" }])));
    const [before, after] = [surfaceOf(document(names("a")), table), surfaceOf(document(names("b")), table)];
    expect(accidentsIn(before, after, diffSurfaces(before, after))).toEqual([
      "the request of POST /calls has become an unrelated one",
    ]);
  });

  it("holds an update in which many operations are gone, and lets a few go", () => {
    const many = Object.fromEntries(
      Array.from({ length: 12 }, (_, index) => [
        `/queues/${index}`,
        { get: { operationId: `Q${index}`, responses: {} } },
      ]),
    );
    const [before, after] = [surfaceOf(document({}, {}, many), table), surfaceOf(document({}), table)];
    expect(accidentsIn(before, after, diffSurfaces(before, after))[0]).toContain("12 operations are gone at once");
    const [few, none] = [
      surfaceOf(document({}, {}, { "/queues": { get: { responses: {} } } }), table),
      surfaceOf(document({}), table),
    ];
    expect(accidentsIn(few, none, diffSurfaces(few, none))).toEqual([]);
  });
});
