import { createNodeHandler } from "@telnyx-kit/webhooks/node";
import express from "express";
import { createApplication } from "./application.js";

const webhooks = createApplication({ publicKey: process.env.TELNYX_PUBLIC_KEY });

const app = express();
// Before express.json(): the signature is over the bytes as they came.
app.post("/webhooks/telnyx", createNodeHandler(webhooks));
app.use(express.json());
app.listen(Number(process.env.PORT ?? 3000), () => console.log("ready"));
