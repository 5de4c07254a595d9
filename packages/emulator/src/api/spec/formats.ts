import { isUrl } from "../../world/is-url.js";
/** The formats that the specification uses, as the validator wants them. Those without an entry are not checked. */
export const formats: Readonly<Record<string, RegExp | true | ((text: string) => boolean)>> = {
  uuid: /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i,
  "date-time": (text) => /^\d{4}-\d\d-\d\dT\d\d:\d\d/.test(text) && !Number.isNaN(Date.parse(text)),
  date: /^\d{4}-\d\d-\d\d$/,
  url: isUrl,
  uri: isUrl,
  email: /^[^@\s]+@[^@\s]+$/,
  int32: true,
  int64: true,
  float: true,
  double: true,
  binary: true,
  integer: true,
};
