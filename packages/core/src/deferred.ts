/**
 * What a small handler does not need for its first command: failures, queries, forms, lists, the typed client. Bundlers
 * make it a chunk of its own. It is fetched while the first command is on its way, so that it is there before that
 * command can fail.
 */
export { callTyped } from "./call-typed.js";
export { loadPage } from "./page.js";
export { recover } from "./recover.js";
export { readRequestId } from "./request-id.js";
export { serializeQuery } from "./serialize-query.js";
export { toForm } from "./to-form.js";
