/** Plays a call against the emulator and prints its trace, as the SDK's exporter gets it. */
import { InMemorySpanExporter, NodeTracerProvider, SimpleSpanProcessor } from "@opentelemetry/sdk-trace-node";
import { createTelnyx } from "@telnyx-kit/core";
import { startEmulator } from "@telnyx-kit/emulator";
import { createVoice } from "@telnyx-kit/voice";
import { createWebhooks } from "@telnyx-kit/webhooks";
import { commandSpans, deliverySpans } from "./tracing.js";

const exporter = new InMemorySpanExporter();
new NodeTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] }).register();

const emulator = await startEmulator({ webhookHandler: (request) => webhooks.handle(request) });
const { apiKey, fetch, publicKey } = emulator;
const voice = createVoice(createTelnyx({ apiKey, fetch, hooks: commandSpans }));
const webhooks = createWebhooks({ publicKey, hooks: deliverySpans });
webhooks.on("call.initiated", ({ payload }, { commandId }) =>
  voice.answer(payload.call_control_id, { command_id: commandId("answer") }),
);

const call = await emulator.inboundCall({ from: "+12025550101", to: "+12025550102" });
await emulator.settle();
await call.hangup();
await emulator.settle();
await emulator.stop();

const spans = exporter.getFinishedSpans();
for (const trace of new Set(spans.map((span) => span.spanContext().traceId))) {
  console.log(`trace ${trace}`);
  for (const span of spans.filter((each) => each.spanContext().traceId === trace)) {
    const isCommand = span.name.startsWith("POST");
    console.log(`  ${isCommand ? "  " : ""}${span.name}  ${span.duration[1] / 1e6} ms`);
  }
}
