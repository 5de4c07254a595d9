// workerd runs this: `/task/<task>` with the input as its body; every other request is a delivery.
import { createWebhooks } from "@telnyx-kit/webhooks";
import { tasks } from "./tasks.mjs";

let webhooks;
const start = (publicKey) => {
  // The first deliveries wait for one answer of the key source together, although each is a request of its own.
  const slowKey = () => new Promise((resolve) => setTimeout(resolve, 100, publicKey));
  webhooks = createWebhooks({ publicKey: slowKey, dedupe: false });
  webhooks.onError(() => {});
};

export default {
  async fetch(request, env, context) {
    const [, task] = /^\/task\/(\w+)$/.exec(new URL(request.url).pathname) ?? [];
    if (task) return Response.json(await tasks[task](await request.json()));
    if (!webhooks) start(env.PUBLIC_KEY);
    return webhooks.handle(request, { waitUntil: (promise) => context.waitUntil(promise), context: env });
  },
};
