import { type Context, context, ROOT_CONTEXT, type Span, SpanStatusCode, TraceFlags, trace } from "@opentelemetry/api";
import type { Hooks } from "@telnyx-kit/core";
import type { DeliveryHooks, TelnyxEvent } from "@telnyx-kit/webhooks";

// Read when a span starts: the SDK may be registered after this file was loaded.
const tracer = () => trace.getTracer("telnyx-kit");

/** A call's session id has the 16 bytes of a trace id, so every process puts a call's spans into the same trace. */
function traceOf({ payload }: TelnyxEvent): Context {
  const { call_session_id: session }: Partial<Record<"call_session_id", unknown>> & object = payload;
  const traceId = String(session).replaceAll("-", "").toLowerCase();
  if (!/^[0-9a-f]{32}$/.test(traceId)) return context.active();
  return trace.setSpanContext(ROOT_CONTEXT, { traceId, spanId: traceId.slice(16), traceFlags: TraceFlags.SAMPLED });
}

function fail(span: Span, error: unknown) {
  span.recordException(error as Error);
  span.setStatus({ code: SpanStatusCode.ERROR });
}

/** A span per run of the handlers. Pass it to `createWebhooks({ hooks })`. */
export const deliverySpans: DeliveryHooks = {
  onHandle({ event }, run) {
    const attributes = { "telnyx.event.id": event.id, "telnyx.event.attempt": event.meta.attempt ?? 1 };
    return tracer().startActiveSpan(event.event_type, { attributes }, traceOf(event), (span) =>
      run()
        .catch((error) => fail(span, error))
        .finally(() => span.end()),
    );
  },
};

const spans = new WeakMap<object, Span>();

/** A span per command, below the span of its handler. Pass it to `createTelnyx({ hooks })`. */
export const commandSpans: Hooks = {
  onRequest({ command, operation, attempt }) {
    if (attempt === 1) spans.set(command, tracer().startSpan(operation));
  },
  onResponse: ({ command, status }) => void (status < 400 && spans.get(command)?.end()),
  onError({ command, error }) {
    const span = spans.get(command);
    if (span) fail(span, error);
    span?.end();
  },
};
