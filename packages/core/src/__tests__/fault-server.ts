import { createServer, type Server, type Socket } from "node:net";
import type { Operation } from "../index.js";

/**
 * Where an attempt goes wrong. Those that end in `!` come after the platform has executed the command, the others
 * before.
 *
 * `refused` never reaches the server: nothing listens where the client connects to.
 */
export const faults = [
  "refused",
  "reset on accept",
  "reset within the request",
  "reset after the request",
  "closed after the request",
  "reset after the request!",
  "closed after the request!",
  "reset mid-headers!",
  "garbage!",
  "cut mid-body!",
  "closed mid-body!",
  "silence",
  "silence!",
  "late answer!",
  "slow answer!",
  "408",
  "408!",
  "429",
  "500",
  "502",
  "503!",
  "504!",
] as const;

export type Fault = (typeof faults)[number];

/** How the platform answers a command_id that it has seen: nobody knows, so all of these must do. */
export type RepeatAnswer = "the same" | "a bare ok" | "a 4xx";

/** Header by which the server knows whose attempt a request is, also when a busy machine reads it too late. */
export const scheduleHeader = "x-schedule";

/** One command, the fault that it meets, and its outcome at the server. */
export interface Schedule {
  /** Unique in the process. Each request of the command carries it in {@link scheduleHeader}. */
  readonly id: string;
  readonly operation: Operation;
  /** Faults of the attempts, in order. Later attempts are answered. */
  readonly plan: readonly Fault[];
  readonly repeat: RepeatAnswer;
  /** Faults met so far, `none` for an attempt that was answered. */
  readonly met: (Fault | "none")[];
  /** How many of these had been met when each attempt of the client began. */
  readonly begun: number[];
  /** Attempts that took the client longer than it waits. More than the plan made means that the machine is busy. */
  late: number;
  /** How often the state at the server changed because of this command. */
  effects: number;
  /** Whether the server holds the resource that a `repeatable` operation puts away. */
  gone: boolean;
}

export interface FaultServerOptions {
  /** Milliseconds for which a command_id is remembered: Telnyx's 60 seconds, to the scale of the test. */
  readonly memoryMs: number;
  /** Milliseconds after which a late answer comes: more than the client waits. */
  readonly lateMs: number;
}

/** A platform behind a network that fails. It serves one schedule at a time, on a socket of its own. */
export interface FaultServer {
  readonly port: number;
  serve(schedule: Schedule): void;
  close(): void;
}

const reply = (status: number, body: string, headers = "") =>
  `HTTP/1.1 ${status} X\r\ncontent-type: application/json\r\n${headers}connection: close\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;

export async function startFaultServer(options: FaultServerOptions): Promise<FaultServer> {
  let current: Schedule | undefined;
  const served = new Map<string, Schedule>();
  const seen = new Map<string, number>();
  const sockets = new Set<Socket>();

  /** Executes a command as Telnyx does: a command_id that it remembers is ignored. */
  function execute(schedule: Schedule, body: string): string {
    const { operation } = schedule;
    const success = JSON.stringify({ data: { result: "ok", call_control_id: "v3:new", id: "1" } });
    if (operation.safety === "deduped") {
      const { command_id: id } = JSON.parse(body) as { command_id: string };
      const at = seen.get(id);
      if (at !== undefined && performance.now() - at < options.memoryMs) {
        if (schedule.repeat === "a 4xx")
          return reply(422, '{"errors":[{"code":"10012","title":"Duplicate resource"}]}');
        return reply(200, schedule.repeat === "a bare ok" ? '{"data":{"result":"ok"}}' : success);
      }
      seen.set(id, performance.now());
      schedule.effects++;
    } else if (operation.safety === "unsafe" || (operation.safety === "repeatable" && !schedule.gone)) {
      schedule.gone = true;
      schedule.effects++;
    }
    return operation.response === "empty" ? "HTTP/1.1 204 X\r\nconnection: close\r\n\r\n" : reply(200, success);
  }

  /** Does what the fault says with a request that has been read to its end. */
  function answer(socket: Socket, schedule: Schedule, fault: Fault | "none", body: string): void {
    const status = Number.parseInt(fault, 10);
    const answered = fault === "none" || fault.endsWith("!") ? execute(schedule, body) : "";
    const head = answered.indexOf("\r\n\r\n") + 4;
    if (status) socket.end(reply(status, '{"errors":[{"code":"1","title":"Fault"}]}'));
    else if (fault === "none") socket.end(answered);
    else if (fault.startsWith("reset mid")) write(socket, answered.slice(0, 25), () => socket.resetAndDestroy());
    else if (fault.startsWith("cut"))
      write(socket, answered.slice(0, Math.max(head - 1, head + 9)), () => socket.resetAndDestroy());
    else if (fault.startsWith("closed mid")) write(socket, answered.slice(0, head + 9), () => socket.end());
    else if (fault.startsWith("reset")) socket.resetAndDestroy();
    else if (fault.startsWith("closed")) socket.end();
    else if (fault.startsWith("garbage")) socket.end("\u0000\u0001HTTP/9 what\r\n\r\n");
    else if (fault.startsWith("late")) setTimeout(() => socket.end(answered), options.lateMs).unref();
    else if (fault.startsWith("slow")) trickle(socket, answered);
  }

  const nextFault = ({ plan, met }: Schedule) =>
    plan.filter((fault) => fault !== "refused")[met.filter((fault) => fault !== "refused").length] ?? "none";

  const server: Server = createServer((socket) => {
    sockets.add(socket);
    socket.on("error", () => {});
    socket.on("close", () => sockets.delete(socket));
    if (current && nextFault(current) === "reset on accept") {
      current.met.push("reset on accept");
      socket.resetAndDestroy();
      return;
    }
    let schedule: Schedule | undefined;
    let fault: Fault | "none" = "none";
    let text = "";
    socket.on("data", (chunk) => {
      text += chunk.toString("latin1");
      if (!schedule) {
        schedule = served.get(new RegExp(`${scheduleHeader}: (\\S+)\r\n`, "i").exec(text)?.[1] ?? "");
        if (!schedule) return;
        fault = nextFault(schedule);
        schedule.met.push(fault);
      }
      if (fault === "reset within the request" || fault === "reset on accept") socket.resetAndDestroy();
      const end = text.indexOf("\r\n\r\n");
      const length = Number(/content-length: (\d+)/i.exec(text)?.[1] ?? 0);
      if (end < 0 || text.length < end + 4 + length || socket.destroyed) return;
      const body = Buffer.from(text.slice(end + 4), "latin1").toString();
      text = "";
      answer(socket, schedule, fault, body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    port: (server.address() as { port: number }).port,
    serve(schedule) {
      current = schedule;
      served.set(schedule.id, schedule);
    },
    close() {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}

/** Writes, and goes on when the bytes have left. */
function write(socket: Socket, text: string, next: () => void): void {
  socket.write(text, () => setTimeout(next, 5));
}

function trickle(socket: Socket, text: string): void {
  const size = Math.ceil(text.length / 5);
  let at = 0;
  const timer = setInterval(() => {
    socket.write(text.slice(at, at + size));
    at += size;
    if (at < text.length) return;
    clearInterval(timer);
    socket.end();
  }, 5);
}

/** Finds a port where nothing listens. */
export async function findDeadPort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as { port: number };
  await new Promise<unknown>((resolve) => server.close(resolve));
  return port;
}
