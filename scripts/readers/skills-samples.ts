import { pascalCase } from "../generate/model/names.js";
import type { DomainPages } from "./skills-model.js";

/** Names of core that samples use without importing them. */
const helpers = ["encodeClientState", "decodeClientState"];

/** The function that makes the client of a domain: `createVoice`. */
export const factoryOf = (domain: string): string => `create${pascalCase(domain)}`;

/** The client and the domain, with everything that the samples of the operations take for granted. */
export function setUpSample({ name, operations }: DomainPages): string {
  const used = helpers.filter((helper) => operations.some(({ sample }) => sample.includes(helper)));
  const core = `import { ${["createTelnyx", ...used].join(", ")} } from "@telnyx-kit/core";`;
  const client = "const telnyx = createTelnyx(); // reads TELNYX_API_KEY";
  if (name === "webhooks")
    return `${core}\nimport {\n  createDeliveries,\n  fetchPublicKey,\n} from "@telnyx-kit/webhooks/api";\n\n${client}`;
  return `${core}\nimport { ${factoryOf(name)} } from "@telnyx-kit/${name}";\n\n${client}\nconst ${name} = ${factoryOf(name)}(telnyx);`;
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
