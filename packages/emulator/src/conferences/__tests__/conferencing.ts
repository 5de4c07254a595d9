import { type ApiResult, type TestEmulator, testEmulator } from "../../__tests__/test-call.js";
import type { Party } from "../../calls/party.js";
import type { EmulatorOptions } from "../../options.js";

export const audio_url = "https://example.com/a.mp3";

/** An emulator with the shortest way to conferences. */
export async function conferencing(options: EmulatorOptions = {}) {
  const calls: TestEmulator = await testEmulator(options);
  const { api, emulator } = calls;
  const act = async (id: string, action: string, body: object = {}) => {
    const result = await api("POST", `/conferences/${encodeURIComponent(id)}/actions/${action}`, body);
    await emulator.settle();
    return result;
  };
  return {
    ...calls,
    act,
    code: (result: ApiResult) => [result.status, result.body.errors?.[0]?.code],
    async conference(call: Party, fields: object = {}) {
      const { body } = await api("POST", "/conferences", {
        call_control_id: call.callControlId,
        name: "daily",
        ...fields,
      });
      await emulator.settle();
      return String(body.data?.id);
    },
    join: (id: string, call: Party, fields: object = {}) =>
      act(id, "join", { call_control_id: call.callControlId, ...fields }),
    async participants(id: string, query = "") {
      const { body } = await api("GET", `/conferences/${id}/participants${query}`);
      return body.data as unknown as Record<string, unknown>[];
    },
    retrieve: async (id: string) => (await api("GET", `/conferences/${id}`)).body.data,
  };
}

export const heard = (party: Party) => party.hears.map(({ text }) => text);
