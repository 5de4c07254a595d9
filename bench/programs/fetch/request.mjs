export function setup({ baseUrl, fetch, callControlId, body }) {
  return async () => {
    const url = `${baseUrl}/v2/calls/${encodeURIComponent(callControlId)}/actions/speak`;
    const request = new Request(url, {
      method: "POST",
      headers: { authorization: "Bearer KEY0123456789", "content-type": "application/json" },
      body: JSON.stringify(body),
    });
    return (await fetch(request)).json();
  };
}
