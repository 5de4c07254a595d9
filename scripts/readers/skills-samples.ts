import { pascalCase } from "../generate/model/names.js";
import type { DomainPages } from "./skills-model.js";

/** Names of core that samples use without importing them. */
const helpers = ["encodeClientState", "decodeClientState"];

const factory = (domain: string): string => `create${pascalCase(domain)}`;

/** The client and the domain, with everything that the samples of the operations take for granted. */
export function setUpSample({ name, operations }: DomainPages): string {
  const used = helpers.filter((helper) => operations.some(({ sample }) => sample.includes(helper)));
  const core = `import { ${["createTelnyx", ...used].join(", ")} } from "@telnyx-kit/core";`;
  const client = "const telnyx = createTelnyx(); // reads TELNYX_API_KEY at the first command";
  if (name === "webhooks")
    return `${core}\nimport { createDeliveries, fetchPublicKey } from "@telnyx-kit/webhooks/api";\n\n${client}`;
  return `${core}\nimport { ${factory(name)} } from "@telnyx-kit/${name}";\n\n${client}\nconst ${name} = ${factory(name)}(telnyx);`;
}

/** The domain's first command, with what can go wrong. */
export function errorSample({ operations }: DomainPages): string {
  const command = operations.find(({ model }) => model.path.includes("{call_control_id}") && model.method === "post");
  const operation = command ?? operations[0];
  const known = command ? "isCallEnded" : "NotFoundError";
  const check = command
    ? "if (isCallEnded(error)) return; // somebody hung up first"
    : "if (NotFoundError.isInstance(error)) return; // it is gone already";
  return `import { ApiError, ${command ? "" : `${known}, `}ErrorCode${command ? `, ${known}` : ""} } from "@telnyx-kit/core";

try {
${indent(operation?.sample ?? "", 2)}
} catch (error) {
  ${check}
  if (ApiError.isInstance(error) && error.code === ErrorCode.${operation?.errors[0]?.name ?? "NotFound"}) console.warn(error.requestId);
  throw error;
}`;
}

/** The hand-written part of a package besides its operations, in its own subpath. */
export const extras: Readonly<
  Record<string, { readonly title: string; readonly about: string; readonly sample: string }>
> = {
  recordings: {
    title: "Download a recording",
    about:
      "`downloadRecording(telnyx, source, { format?, signal?, timeoutMs?, maxBytes? })`, `source` being a recording's id, the recording, the payload of `call.recording.saved`, or an https URL of it (it works for ten minutes; with an id a fresh one is asked for). Resolves to a `Response` whose body is not read yet. No credentials are sent to the storage.",
    sample: `import { downloadRecording } from "@telnyx-kit/recordings/download";

const response = await downloadRecording(telnyx, recordingId, { format: "mp3" });
const audio = new Uint8Array(await response.arrayBuffer());`,
  },
};

export function webhookSample({ events }: DomainPages): string {
  const type =
    events.find((event) => event.type === "call.initiated")?.type ?? events[0]?.type ?? "call.recording.saved";
  return `import { createWebhooks } from "@telnyx-kit/webhooks";

const webhooks = createWebhooks({ publicKey: process.env.TELNYX_PUBLIC_KEY });

webhooks.on("${type}", async (event, context) => {
  console.log(event.payload, context.attempt); // send commands here, with command_id: context.commandId("a label")
});
webhooks.onUnknown((event) => console.warn(event.wire_event_type));

export default { fetch: (request: Request) => webhooks.handle(request) };`;
}

export function testSample({ name }: DomainPages): string {
  const isDomain = name !== "webhooks";
  return `import { rehearse } from "@telnyx-kit/emulator";
${isDomain ? `import { ${factory(name)} } from "@telnyx-kit/${name}";\n` : ""}import { createWebhooks } from "@telnyx-kit/webhooks";

const emulator = await rehearse(({ ${isDomain ? "telnyx, " : ""}webhooks: options }) => {
  const webhooks = createWebhooks(options);
${isDomain ? `  const ${name} = ${factory(name)}(telnyx); // for the handlers\n` : ""}  return webhooks;
});
const call = await emulator.inboundCall({ from: "+12025550101", to: "+12025550102" });
await call.hangup();
console.log(emulator.timeline.events); // ["call.initiated", "call.hangup"]`;
}

const indent = (text: string, spaces: number): string => text.replace(/^(?=.)/gm, " ".repeat(spaces));
