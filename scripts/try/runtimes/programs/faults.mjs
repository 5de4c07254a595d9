// Commands whose connection breaks, each once. A header tells the server which command it is, so lanes can run at once.
import { createAdvanced } from "@telnyx-kit/advanced";
import { createConferences } from "@telnyx-kit/conferences";
import { createTelnyx } from "@telnyx-kit/core";
import { createGather } from "@telnyx-kit/gather";
import { createMedia } from "@telnyx-kit/media";
import { createQueues } from "@telnyx-kit/queues";
import { createRecordings } from "@telnyx-kit/recordings";
import { createStreaming } from "@telnyx-kit/streaming";
import { createVoice } from "@telnyx-kit/voice";

const domains = {
  advanced: createAdvanced,
  conferences: createConferences,
  gather: createGather,
  media: createMedia,
  queues: createQueues,
  recordings: createRecordings,
  streaming: createStreaming,
  voice: createVoice,
};

/** Runs the commands on a lane per port. Gives how each ended: `resolved`, or the error and whether it may have executed. */
export async function runFaults({ ports, commands }) {
  const queue = commands.entries();
  const endings = [];
  await Promise.all(
    ports.map(async (port) => {
      for (const [id, command] of queue) endings[id] = await run(port, id, command);
    }),
  );
  return endings;
}

async function run(port, id, { domain, method, args, connection, ownFetch }) {
  const telnyx = createTelnyx({
    apiKey: "KEY0123456789",
    baseUrl: `http://127.0.0.1:${port}/v2`,
    timeoutMs: 1_000,
    ...(ownFetch ? { fetch: (url, init) => fetch(url, init) } : {}),
  });
  // The command finds a connection that was used before, or none.
  await telnyx.request("GET", `/${connection}`).catch(() => {});
  // The connection is free again a moment after its response was read.
  await new Promise((resolve) => setTimeout(resolve, 5));
  const call = method.split(".").reduce((owner, name) => owner[name], domains[domain](telnyx));
  const given = args.map((value) => (value?.media === "a file" ? { ...value, media: new Blob(["RIFF"]) } : value));
  try {
    await call(...given, { headers: { "x-command": String(id) } });
    return "resolved";
  } catch (error) {
    return `${error.name}${error.reason ? ` ${error.reason}` : ""}, ${error.mayHaveExecuted ? "may have" : "not"} executed`;
  }
}
