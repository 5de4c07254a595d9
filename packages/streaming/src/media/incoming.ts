import { payloadProblem } from "./audio.js";
import { createFrameOrder } from "./frame-order.js";
import type { Marks } from "./marks.js";
import { MediaStreamError } from "./media-stream-error.js";
import type { MediaMessage, MediaStreamMessage, StartMessage } from "./messages.js";
import type { CheckedOptions } from "./options.js";
import { readMediaMessage } from "./read-message.js";
import { lengthOf, textOf } from "./socket.js";
import { hasTokenInMessage } from "./stream-token.js";

/** Messages of the socket: admitted, read and in order. */
export interface Incoming {
  /**
   * The messages that are due for the loop now.
   *
   * @throws {MediaStreamError} when the session must end.
   */
  read(data: unknown): MediaStreamMessage[];
  /** The frames that still wait for a missing one. */
  rest(): MediaMessage[];
  readonly start: StartMessage | undefined;
  readonly counts: { readonly late: number; readonly missing: number; readonly malformed: number };
}

/** Expects the stream's token in the first message, unless the upgrade request has brought it. */
export function createIncoming(options: CheckedOptions, marks: Marks, hasToken: boolean): Incoming {
  const { authToken, maxMessageBytes } = options;
  const order = createFrameOrder(options.reorderFrames);
  let start: StartMessage | undefined;
  let malformed = 0;
  let admitted = hasToken;

  function admit(text: string): void {
    if (authToken === undefined || admitted) return;
    if (!hasTokenInMessage(text, authToken)) {
      const problem = "Neither the upgrade request nor the first message carries the stream's token.";
      throw new MediaStreamError(problem, "unauthorized");
    }
    admitted = true;
  }

  function inTurn(message: MediaStreamMessage): MediaStreamMessage[] {
    switch (message.event) {
      case "media": {
        const problem = start && payloadProblem(message.media.payload, start.start.media_format.encoding);
        if (problem) throw new MediaStreamError(problem, "malformed");
        return order.take(message);
      }
      case "start":
        start ??= message;
        return [...order.restart(), message];
      case "stop":
        return [...order.restart(), message];
      case "mark":
        return [marks.returned(message.mark.name) ? { ...message, cleared: true } : message];
      default:
        return [message];
    }
  }

  return {
    get start() {
      return start;
    },
    get counts() {
      return { late: order.late, missing: order.missing, malformed };
    },
    rest: order.restart,
    read(data) {
      const bytes = lengthOf(data);
      if (bytes > maxMessageBytes) {
        const problem = `A message of ${bytes} bytes came, more than maxMessageBytes (${maxMessageBytes}).`;
        throw new MediaStreamError(problem, "too-large");
      }
      try {
        const text = textOf(data);
        admit(text);
        return inTurn(readMediaMessage(text));
      } catch (error) {
        // A peer that has sent a start message is Telnyx. One odd message must not end a call.
        if (!start || !MediaStreamError.isInstance(error) || error.failure !== "malformed") throw error;
        malformed++;
        return [{ event: "malformed", problem: error.message }];
      }
    },
  };
}
