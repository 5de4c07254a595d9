import { document } from "../../generated/spec.js";
import { indexOperations, type OperationIndex } from "./operations.js";
import { createValidator, type Validator } from "./validation.js";

export interface Specification {
  readonly operations: OperationIndex;
  readonly validator: Validator;
  /** The event types that exist. */
  readonly eventTypes: ReadonlySet<string>;
}

let loaded: Specification | undefined;

/** The specification, read once for all emulators of a process: compiled schemas are the dear part of a start. */
export function loadSpecification(): Specification {
  if (!loaded) {
    const eventTypes = new Set(Object.keys(document.webhooks as object));
    loaded = { operations: indexOperations(document), validator: createValidator(document), eventTypes };
  }
  return loaded;
}
