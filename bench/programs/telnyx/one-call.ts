import Telnyx from "telnyx";

const client = new Telnyx();
export const status: string | undefined = (
  await client.calls.actions.answer("v3:example", { client_state: "aGVsbG8=" })
).data?.result;
