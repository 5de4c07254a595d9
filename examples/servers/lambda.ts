import { createLambdaHandler } from "@telnyx-kit/webhooks/lambda";
import { createApplication } from "./application.js";

/** For API Gateway (both payload versions), a function URL or a load balancer. */
export const handler = createLambdaHandler(createApplication({ publicKey: process.env.TELNYX_PUBLIC_KEY }));
