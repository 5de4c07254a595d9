import { expect, it } from "vitest";
import { createMedia } from "./index.js";

it("gives the raw response of a download, nothing after a deletion, and sends a form where a file is given", async () => {
  const sent: unknown[] = [];
  const media = createMedia({
    apiKey: "KEY_0123456789",
    baseUrl: "https://api.example.com/v2",
    fetch: async (url, { method, body }) => {
      sent.push([method, url, body instanceof FormData ? [...body.keys()] : body]);
      if (method === "DELETE") return new Response(null, { status: 204 });
      return method === "GET" ? new Response("RIFF") : Response.json({ data: { media_name: "greeting" } });
    },
  });
  const params = { path: { media_name: "greeting" } };
  const downloaded = await media.client.GET("/media/{media_name}/download", { params });
  const deleted = await media.client.DELETE("/media/{media_name}", { params });
  const uploaded = await media.client.POST("/media", { body: { media: new Blob(["RIFF"]), media_name: "greeting" } });

  expect(await downloaded.data?.text()).toBe("RIFF");
  expect([deleted.data, deleted.response.status]).toEqual([undefined, 204]);
  expect(uploaded.data?.data?.media_name).toBe("greeting");
  expect(sent).toEqual([
    ["GET", "https://api.example.com/v2/media/greeting/download", undefined],
    ["DELETE", "https://api.example.com/v2/media/greeting", undefined],
    ["POST", "https://api.example.com/v2/media", ["media", "media_name"]],
  ]);
});
