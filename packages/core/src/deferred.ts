/**
 * What a small handler does not need for its first command: failures, queries, forms, lists, the typed client. Bundlers
 * make it a chunk of its own. It is fetched while the first command is on its way, so that it is there before that
 * command can fail.
 */

export { readBytes } from "./bound-bytes.js";
export { callTyped } from "./call-typed.js";
export { loadPage } from "./load-page.js";
export { recover } from "./recover.js";
export { refuseArguments, refuseBody, refuseParameter, refusePath } from "./refuse.js";
export { sendRequest } from "./send-request.js";
export { serializeQuery } from "./serialize-query.js";
export { createTell } from "./tell.js";
export { toForm } from "./to-form.js";
export { waitFor } from "./wait-for.js";
