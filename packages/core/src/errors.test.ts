import { inspect } from "node:util";
import { describe, expect, it, vi } from "vitest";
import * as all from "./index.js";

// Named at run time, which a namespace itself is not made for.
const core = { ...all };

const classes = [
  "TelnyxError",
  "ConfigurationError",
  "ConnectionError",
  "TimeoutError",
  "AbortedError",
  "ResponseParseError",
  "ApiError",
  "BadRequestError",
  "AuthenticationError",
  "PermissionError",
  "NotFoundError",
  "ConflictError",
  "ValidationError",
  "RateLimitError",
  "ServerError",
] as const;
const make = (from: typeof core, name: (typeof classes)[number]) => new from[name]("Message", { status: 400 });

describe("error classes", () => {
  it("can be distinguished by isInstance and by instanceof alike", () => {
    for (const name of classes) {
      const error = make(core, name);
      for (const other of classes)
        expect([name, other, core[other].isInstance(error)]).toEqual([name, other, error instanceof core[other]]);
      expect(error.name).toBe(name === "AbortedError" ? "AbortError" : name);
    }
  });

  it("recognise the errors of another copy of core", async () => {
    vi.resetModules();
    const other = { ...(await import("./index.js")) } as typeof core;
    expect(other.ApiError).not.toBe(core.ApiError);
    for (const name of classes) {
      const error = make(other, name);
      expect(error).not.toBeInstanceOf(core.TelnyxError);
      expect([core[name].isInstance(error), core.TelnyxError.isInstance(error)]).toEqual([true, true]);
      expect(core.RateLimitError.isInstance(error)).toBe(name === "RateLimitError");
    }
  });

  it("take any value in isInstance", () => {
    for (const value of [
      undefined,
      null,
      0,
      "",
      "x",
      {},
      [],
      new Error("x"),
      Symbol.iterator,
      () => 1,
      Object.create(null),
    ]) {
      expect(core.TelnyxError.isInstance(value)).toBe(false);
    }
  });

  it("turn into JSON with name, message and fields, without stack and cause", () => {
    const error = new core.ApiError("Message", {
      status: 422,
      cause: new Error("inner"),
      commandId: "id",
      mayHaveExecuted: true,
      operation: "POST /calls",
      errors: [{ code: "1", title: "t", detail: undefined, pointer: "/to" }],
    });
    expect(JSON.parse(JSON.stringify({ error }))).toEqual({
      error: {
        name: "ApiError",
        message: "Message",
        operation: "POST /calls",
        commandId: "id",
        mayHaveExecuted: true,
        status: 422,
        errors: [{ code: "1", title: "t", pointer: "/to" }],
        code: "1",
      },
    });
    expect(inspect(error)).toContain("inner");
  });

  it("can be extended, as webhooks does", () => {
    class OwnError extends core.TelnyxError {
      static override readonly kind: string = "OwnError";
    }
    const error = new OwnError("x");
    expect([
      error.name,
      OwnError.isInstance(error),
      core.TelnyxError.isInstance(error),
      core.ApiError.isInstance(error),
      OwnError.isInstance(new core.TelnyxError("x")),
    ]).toEqual(["OwnError", true, true, false, false]);
  });
});

describe("two copies of core", () => {
  it("work together where they speak the same protocol", async () => {
    vi.resetModules();
    const other = { ...(await import("./index.js")) } as typeof core;
    const telnyx = other.createTelnyx({
      apiKey: "KEY12345678",
      fetch: async () => Response.json({ errors: [] }, { status: 404 }),
    });
    const table = { retrieve: { method: "GET", path: "/calls/{id}", safety: "safe" } } as const;
    const domain = core.createDomain<{ retrieve(id: string): Promise<unknown> }, object>(telnyx, table);
    const error = await domain.retrieve("x").catch((thrown: unknown) => thrown);
    expect([core.NotFoundError.isInstance(error), error instanceof core.NotFoundError]).toEqual([true, false]);
  });

  it("say which versions do not fit where they do not", () => {
    const foreign = {
      request: async () => undefined,
      [Symbol.for("telnyx-kit.protocol")]: { version: 2, release: "9.9.9" },
    };
    expect(() => core.createDomain(foreign as unknown as all.Telnyx, {})).toThrow(
      /0\.0\.0 \(protocol 1\) cannot use a client of 9\.9\.9 \(protocol 2\)/,
    );
  });
});
