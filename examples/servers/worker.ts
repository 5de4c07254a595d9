import type { Webhooks } from "@telnyx-kit/webhooks";
import { createApplication } from "./application.js";

interface Env {
  readonly TELNYX_API_KEY: string;
  readonly TELNYX_PUBLIC_KEY: string;
  readonly TELNYX_BASE_URL?: string;
}

interface Context {
  waitUntil(promise: Promise<unknown>): void;
}

// One for all requests of an isolate, so that it remembers handled events.
let webhooks: Webhooks | undefined;

export default {
  async fetch(request: Request, env: Env, context: Context): Promise<Response> {
    if (new URL(request.url).pathname !== "/webhooks/telnyx") return new Response("not found", { status: 404 });
    webhooks ??= createApplication(
      { publicKey: env.TELNYX_PUBLIC_KEY },
      {
        apiKey: env.TELNYX_API_KEY,
        baseUrl: env.TELNYX_BASE_URL,
      },
    );
    return webhooks.handle(request, { waitUntil: (promise) => context.waitUntil(promise) });
  },
};
