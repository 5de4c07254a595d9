import { once } from "node:events";
import { createServer } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { describe, expect, it } from "vitest";
import { type NodeReadable, readNodeBody } from "./node-body.js";

describe("readNodeBody", () => {
  it("rejects at once where the sender was gone before the route came to read", async () => {
    const server = createServer().listen(0, "127.0.0.1");
    await once(server, "listening");
    const socket = connect((server.address() as AddressInfo).port, "127.0.0.1");
    socket.write("POST / HTTP/1.1\r\nhost: localhost\r\ncontent-length: 100\r\n\r\n{");
    const [request] = await once(server, "request");
    request.on("error", () => {});
    socket.destroy();
    await new Promise((resolve) => request.once("close", resolve));
    const late = new Promise((resolve) => setTimeout(resolve, 500, "never settles"));
    const read = readNodeBody(request as NodeReadable, 1_000).catch((error: Error) => error.message);
    expect(await Promise.race([read, late])).toBe("The request ended before its body did.");
    server.close();
  });
});
