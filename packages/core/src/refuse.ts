import { ConfigurationError } from "./errors.js";
import type { Operation } from "./operation.js";
import { requestOptionNames } from "./options.js";

/** Says what is wrong with a path parameter. */
export function refuseParameter(name: string, value: unknown): ConfigurationError {
  const problem =
    typeof value !== "string"
      ? `is ${value === null ? "null" : typeof value}, not text`
      : value === ""
        ? "is empty"
        : /[\p{Cc}\p{Cs}]/u.test(value)
          ? "holds a control character or half of a surrogate pair"
          : value.length > 1000
            ? "is longer than 4096 bytes"
            : 'holds a "." or ".." segment';
  return new ConfigurationError(`Path parameter ${name} ${problem}. Nothing was sent. Pass the id as Telnyx gave it.`);
}

/** Says that a path is not one. */
export function refusePath(template: string): ConfigurationError {
  return new ConfigurationError(
    `${template} does not lead to one endpoint. Write it like /calls/{call_control_id}, with the query apart.`,
  );
}

/** Says what is wrong with a body. */
export function refuseBody({ input, safety }: Operation, name: string, body: unknown): ConfigurationError {
  const found =
    body === undefined ? "nothing" : body === null ? "null" : Array.isArray(body) ? "an array" : `a ${typeof body}`;
  const problem =
    input !== "body"
      ? "cannot be sent: the operation takes none"
      : typeof body !== "object" || !body || Array.isArray(body)
        ? `must be an object, and is ${found}`
        : safety === "deduped" && "command_id" in body && (typeof body.command_id !== "string" || !body.command_id)
          ? "has a command_id that is not text"
          : "cannot be written: it holds a cycle, a BigInt, or a file that is not a Blob, bytes or a stream";
  return new ConfigurationError(`The body of ${name} ${problem}. Nothing was sent.`);
}

const ordinals = ["first", "second", "third", "fourth", "fifth"];

/** Says which argument of a method stands in the wrong place. `position` is that of the input, or of the options. */
export function refuseArguments(
  name: string,
  { input }: Operation,
  position: number,
  given: readonly unknown[],
): ConfigurationError {
  const place = ordinals[input ? position + 1 : position];
  const found = given[position];
  const misplaced = Object.keys(Object(found)).filter((key) => requestOptionNames.includes(key));
  const text =
    input && misplaced.length > 0
      ? `${name} got the request options ${misplaced.join(", ")} in the place of its ${input}. Pass them as the ${place} argument, after the ${input}, which may be {}.`
      : input && found !== undefined && (typeof found !== "object" || !found)
        ? `${name} takes an object as its ${input}, and got ${found === null ? "null" : `a ${typeof found}`}.`
        : `${name} takes request options as its ${place} and last argument, and got ${given.length} arguments.`;
  return new ConfigurationError(`${text} Nothing was sent.`);
}
