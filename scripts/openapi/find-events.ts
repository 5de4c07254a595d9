import { dereference, eventTypeOf, httpMethods, isObject, type Json, type JsonObject } from "./document.js";

/** Webhooks by event type, wherever a document keeps them: `webhooks`, `x-webhooks`, or callbacks of operations (OpenAPI 3.0). */
export function findEvents(upstream: JsonObject): Map<string, JsonObject> {
  const found = new Map<string, JsonObject>();
  const add = (item: Json | undefined): void => {
    const type = eventTypeOf(upstream, item);
    const operation = dereference(upstream, dereference(upstream, item)?.post);
    if (type && operation && !found.has(type)) found.set(type, operation);
  };
  for (const group of [upstream.webhooks, upstream["x-webhooks"]]) {
    if (isObject(group)) for (const item of Object.values(group)) add(item);
  }
  for (const item of Object.values(upstream.paths as JsonObject)) {
    for (const method of httpMethods) {
      const callbacks = dereference(upstream, dereference(upstream, item)?.[method])?.callbacks;
      if (!isObject(callbacks)) continue;
      for (const callback of Object.values(callbacks)) {
        const resolved = dereference(upstream, callback);
        if (resolved) for (const expression of Object.values(resolved)) add(expression);
      }
    }
  }
  return found;
}
