import { serve } from "@hono/node-server";
import { Hono } from "hono";
import { createApplication } from "./application.js";

const webhooks = createApplication({ publicKey: process.env.TELNYX_PUBLIC_KEY });

const app = new Hono();
app.post("/webhooks/telnyx", (context) => webhooks.handle(context.req.raw));
// On Bun, Deno and Workers, `export default app` replaces this line.
serve({ fetch: app.fetch, port: Number(process.env.PORT ?? 3000) }, () => console.log("ready"));
