// Chromium starts here: the page writes its results into itself, and `--dump-dom` prints it.
import { runSuite } from "./suite.mjs";

const version = /Chrome\/([\d.]+)/.exec(navigator.userAgent)?.[1];
document.body.textContent = btoa(JSON.stringify({ version, results: await runSuite() }));
document.title = "done";
