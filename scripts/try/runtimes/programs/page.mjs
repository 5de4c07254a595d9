// Chromium runs this: the page asks for its input and sends back the result.
import { tasks } from "./tasks.mjs";

const task = new URLSearchParams(location.search).get("task");
try {
  const result = await tasks[task](await (await fetch("/input")).json());
  await fetch("/result", { method: "POST", body: JSON.stringify(result) });
} catch (error) {
  await fetch("/error", { method: "POST", body: String(error?.stack ?? error) });
}
