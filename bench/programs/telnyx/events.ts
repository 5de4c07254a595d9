import Telnyx from "telnyx";

const client = new Telnyx();

/** The union does not narrow, so there is nothing to switch over. */
export async function read(body: string, headers: Record<string, string>): Promise<unknown> {
  const event = await client.webhooks.unwrap(body, { headers });
  return "data" in event ? event.data : undefined;
}
