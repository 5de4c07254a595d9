import type { Answer } from "./api/api.js";

/** The `fetch` of an emulator without sockets; broken connections look as they do on Node. */
export function createFetch(answer: (request: Request) => Promise<Answer>) {
  return async (input: string | URL | Request, init?: RequestInit): Promise<Response> => {
    const request = input instanceof Request && !init ? input : new Request(input, init);
    request.signal.throwIfAborted();
    const { response, transport } = await untilAborted(answer(request), request.signal);
    if (transport === "lost") throw broken();
    if (transport === "reset") return new Response(cutOff(response), response);
    if (transport === "slow") return new Response(dribble(response), response);
    return response;
  };
}

/** An abort ends the wait at once; what was sent is executed all the same. */
async function untilAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  let onAbort = () => {};
  const aborted = new Promise<never>((_resolve, reject) => {
    onAbort = () => reject(signal.reason);
    signal.addEventListener("abort", onAbort);
  });
  try {
    return await Promise.race([work, aborted]);
  } finally {
    signal.removeEventListener("abort", onAbort);
  }
}

function broken(): TypeError {
  const cause = Object.assign(new Error("read ECONNRESET"), { code: "ECONNRESET", errno: -104, syscall: "read" });
  return new TypeError("fetch failed", { cause });
}

/** Half of the body, then the connection is gone. */
function cutOff(response: Response): ReadableStream<Uint8Array> {
  return new ReadableStream({
    async start(controller) {
      const bytes = new Uint8Array(await response.arrayBuffer());
      controller.enqueue(bytes.subarray(0, bytes.length >> 1));
      controller.error(new TypeError("terminated", { cause: broken().cause }));
    },
  });
}

/** Sixteen bytes every two milliseconds. */
function dribble(response: Response): ReadableStream<Uint8Array> {
  return new ReadableStream({
    async start(controller) {
      const bytes = new Uint8Array(await response.arrayBuffer());
      for (let at = 0; at < bytes.length; at += 16) {
        controller.enqueue(bytes.subarray(at, at + 16));
        await new Promise((resolve) => setTimeout(resolve, 2));
      }
      controller.close();
    },
  });
}
