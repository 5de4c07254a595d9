import { problems } from "../world/problem.js";

export interface HeaderFields {
  readonly custom_headers?: readonly { readonly name?: unknown; readonly value?: unknown }[];
  readonly sip_headers?: readonly { readonly name?: unknown; readonly value?: unknown }[];
}

/** @throws {Problem} 10015 for a header that would break out of its line. */
export function requireHeaders(body: HeaderFields): void {
  for (const field of ["custom_headers", "sip_headers"] as const) {
    for (const [index, { name, value }] of (body[field] ?? []).entries()) {
      // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there
      if (/[\u0000-\u001f\u007f]/.test(String(value)) || !/^[\w!#$%&'*+.^`|~-]+$/.test(String(name)))
        throw problems.badRequest("A header has a name of letters and a value of one line.", `/${field}/${index}`);
    }
  }
}
