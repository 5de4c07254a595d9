import { problems } from "../world/problem.js";

/** @throws {Problem} 10015 for a header that would break out of its line. */
export function requireHeaders(body: object): void {
  for (const field of ["custom_headers", "sip_headers"] as const) {
    const headers = (body as Readonly<Record<string, unknown>>)[field];
    // Commands without such a field may carry anything under its name.
    if (!Array.isArray(headers)) continue;
    for (const [index, header] of headers.entries()) {
      const { name, value } = Object(header) as { name?: unknown; value?: unknown };
      // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there
      if (/[\u0000-\u001f\u007f]/.test(String(value)) || !/^[\w!#$%&'*+.^`|~-]+$/.test(String(name)))
        throw problems.badRequest("A header has a name of letters and a value of one line.", `/${field}/${index}`);
    }
  }
}
