import { expect, test } from "vitest";
import { byName, camelCase, pascalCase, propertyName } from "./names.js";

test("writes event types and method names as type names", () => {
  expect(pascalCase("call.ai_gather.ended")).toBe("CallAiGatherEnded");
  expect(pascalCase("storageCredentials.create")).toBe("StorageCredentialsCreate");
  expect(pascalCase("activeCalls")).toBe("ActiveCalls");
});

test("writes path parameters as argument names", () => {
  expect(camelCase("call_control_id")).toBe("callControlId");
  expect(camelCase("id")).toBe("id");
});

test("quotes a property name only where it has to", () => {
  expect(["answer", "applications.list", "2fa"].map(propertyName)).toEqual(["answer", '"applications.list"', '"2fa"']);
});

test("sorts by code units, not by locale", () => {
  expect(["b", "B", "a", "_"].sort(byName)).toEqual(["B", "_", "a", "b"]);
});
