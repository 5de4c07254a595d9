// app/webhooks/telnyx/route.ts
import { createApplication } from "./application.js";

const webhooks = createApplication({ publicKey: process.env.TELNYX_PUBLIC_KEY });

export const POST = (request: Request): Promise<Response> => webhooks.handle(request);
