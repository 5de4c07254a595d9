import createClient from "openapi-fetch";

export function setup({ baseUrl, fetch, callControlId, body }) {
  const client = createClient({ baseUrl: `${baseUrl}/v2`, fetch, headers: { authorization: "Bearer KEY0123456789" } });
  const init = { params: { path: { call_control_id: callControlId } }, body };
  return () => client.POST("/calls/{call_control_id}/actions/speak", init);
}
