import type { Operation } from "./operation.js";
import { type Answer, isJson, missingField } from "./read-answer.js";
import type { Scrub } from "./scrub.js";

/**
 * Says what is wrong with a success, as the end of "… was answered with 200 and". Nothing of the answer is quoted but
 * its media type.
 *
 * @param answer `undefined` where it did not end in time
 */
export function explainAnswer(
  operation: Operation,
  response: Response,
  answer: Answer | undefined,
  scrub: Scrub,
): string {
  if (!answer) return "a body that did not end in time";
  const type = scrub(/^[^;\s]{3,90}/.exec(response.headers.get("content-type") ?? "")?.[0] ?? "no type", 90);
  if (operation.response === "bytes") return `${type} instead of bytes`;
  const { text } = answer;
  if (text === undefined) return "a longer body than maxResponseBytes allows";
  if (text === null) return "a body that is cut off or not UTF-8";
  if (text === "") return "an empty body";
  if (!isJson(response)) return `${type} instead of JSON`;
  try {
    const data: unknown = JSON.parse(text);
    if (typeof data === "object" && data) return `no ${missingField(operation, data)}`;
  } catch {}
  return "what is not a JSON object";
}
