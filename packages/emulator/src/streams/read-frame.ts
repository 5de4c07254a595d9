/** Messages that an application may send over a media stream. */
export type AppFrame =
  | { readonly kind: "media"; readonly audio: Uint8Array }
  | { readonly kind: "mark"; readonly name: string }
  | { readonly kind: "clear" }
  | { readonly kind: "wrong"; readonly code: number; readonly title: string; readonly detail: string };

/** Reads a frame; what is wrong with it is answered with an `error` message. */
export function readFrame(text: string): AppFrame {
  const frame = parse(text);
  if (!frame) return malformed("The frame is not a JSON object.");
  if (frame.event === "clear") return { kind: "clear" };
  if (frame.event === "mark") {
    const { name } = (frame.mark ?? {}) as { name?: unknown };
    return typeof name === "string" ? { kind: "mark", name } : malformed("A mark frame needs mark.name.");
  }
  if (frame.event !== "media") return malformed("The event must be media, mark or clear.");
  const { payload } = (frame.media ?? {}) as { payload?: unknown };
  if (typeof payload !== "string" || !/^[A-Za-z0-9+/]+={0,2}$/.test(payload))
    return { kind: "wrong", code: 100_004, title: "invalid_media", detail: "media.payload must be base64." };
  return { kind: "media", audio: new Uint8Array(Buffer.from(payload, "base64")) };
}

const malformed = (detail: string): AppFrame => ({ kind: "wrong", code: 100_003, title: "malformed_frame", detail });

function parse(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    const isObject = typeof value === "object" && value !== null && !Array.isArray(value);
    return isObject ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}
