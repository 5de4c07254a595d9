import { afterEach, expect, it, vi } from "vitest";
import { accepted, failure, observe, refusal } from "./__tests__/observe.js";

const loads = vi.hoisted(() => ({ fail: false }));
vi.mock("./deferred.js", async (original) => {
  if (loads.fail) throw new Error("the file was replaced");
  return original();
});

afterEach(() => {
  loads.fail = false;
  vi.resetModules();
});

it("what judges failures cannot be loaded: the error says that the command may have been executed", async () => {
  loads.fail = true;
  const { domain, requests } = observe(() => refusal(500, "90000"));
  const error = await failure(domain.answer("id"));
  expect(requests).toHaveLength(1);
  expect(error).toMatchObject({ mayHaveExecuted: true, commandId: expect.any(String) });
});

it("is tried again by the next command", async () => {
  const { domain } = observe((_, count) => (count < 3 ? refusal(422, "0") : accepted()));
  loads.fail = true;
  await failure(domain.answer("id"));
  loads.fail = false;
  vi.resetModules();
  expect(await failure(domain.answer("id"))).toMatchObject({ name: "ValidationError" });
});
