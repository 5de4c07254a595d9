import { describe, expect, it } from "vitest";
import type { OperationModel } from "../generate/model/operation-model.js";
import { officialFinder, renderMigration } from "./migration.js";
import { type OfficialCall, readCall } from "./official.js";
import type { OperationPage, Reference } from "./skills-model.js";

const code = {
  bridge: `bridge(callControlIDToBridge, params, options) {
        const { call_control_id_to_bridge_with, ...body } = params;
        return this._client.post((0, path_1.path) \`/calls/\${callControlIDToBridge}/actions/bridge\`, {
            body: { call_control_id: call_control_id_to_bridge_with, ...body },
            ...options,
        });
    }`,
  remove: `remove(callControlID, params, options) {
        const { queue_name } = params;
        return this._client.delete((0, path_1.path) \`/queues/\${queue_name}/calls/\${callControlID}\`, options);
    }`,
  list: `list(query = {}, options) {
        return this._client.getAPIList('/queues', (pagination_1.DefaultFlatPagination), { query, ...options });
    }`,
  media: "list(query = {}, options) { return this._client.get('/media', { query, ...options }); }",
  helper: "unwrap(body) { return JSON.parse(body); }",
};
const calls = Object.entries(code)
  .map(([name, text]) => readCall(name, text))
  .filter((call): call is OfficialCall => call !== undefined);

describe("readCall", () => {
  it("finds method and path, and the parameters that are taken inside the object", () => {
    expect(readCall("queues.calls.remove", code.remove)).toEqual({
      name: "queues.calls.remove",
      identity: "DELETE /queues/{}/calls/{}",
      slots: ["queue_name", "callControlID"],
      owners: ["queue_name"],
      rest: false,
      renamed: [],
      pages: false,
    });
  });

  it("finds what is sent under another name", () => {
    expect(readCall("calls.actions.bridge", code.bridge)).toMatchObject({
      owners: [],
      rest: true,
      renamed: [["call_control_id_to_bridge_with", "call_control_id"]],
    });
  });

  it("finds whether all pages are read", () => {
    expect(calls.map(({ identity, pages }) => [identity, pages])).toEqual([
      ["POST /calls/{}/actions/bridge", false],
      ["DELETE /queues/{}/calls/{}", false],
      ["GET /queues", true],
      ["GET /media", false],
    ]);
  });
});

describe("renderMigration", () => {
  const guide = "<!-- generated:methods -->\n<!-- /generated -->\n";
  type Shape = Pick<OperationModel, "method" | "path" | "page">;
  const rowOf = (model: Shape): string => {
    // The table reads nothing else of an operation.
    const operation = { model, call: "ours" } as OperationPage;
    const reference: Reference = { domains: [{ name: "d", operations: [operation], events: [] }], errors: [] };
    return renderMigration(guide, reference, officialFinder(calls)).split("\n").at(-4) ?? "";
  };

  it.each<[string, Shape, string]>([
    [
      "whatever the path parameters are called",
      { method: "post", path: "/calls/{id}/actions/bridge" },
      "| `client.bridge` | `ours` | `POST /calls/{id}/actions/bridge` | `call_control_id_to_bridge_with` → `call_control_id` |",
    ],
    [
      "and says that the order changes",
      { method: "delete", path: "/queues/{q}/calls/{c}" },
      "| `client.remove` | `ours` | `DELETE /queues/{q}/calls/{c}` | `(id, { queue_name })` → both in the order of the path |",
    ],
    [
      "and how the size of a page is given",
      { method: "get", path: "/queues", page: "number" },
      '| `client.list` | `ours` | `GET /queues` | page: `{ "page[size]": 50 }` → `{ page: { size: 50 } }` |',
    ],
    [
      "and that a list goes by cursor",
      { method: "get", path: "/queues", page: "cursor" },
      "| `client.list` | `ours` | `GET /queues` | goes by cursor: `{ page: { after, limit } }`, which `next()` and `for await` set |",
    ],
    [
      "and that pages are read on",
      { method: "get", path: "/media", page: "number" },
      "| `client.media` | `ours` | `GET /media` | one page there, all pages here: `for await` |",
    ],
    [
      "and that they are not",
      { method: "get", path: "/queues" },
      "| `client.list` | `ours` | `GET /queues` | all pages there, one answer here |",
    ],
  ])("names the method, %s", (_, model, row) => {
    expect(rowOf(model)).toBe(row);
  });

  it("has a dash for an operation that the official client lacks", () => {
    expect(rowOf({ method: "get", path: "/public_key" })).toBe("| – | `ours` | `GET /public_key` |  |");
  });
});
