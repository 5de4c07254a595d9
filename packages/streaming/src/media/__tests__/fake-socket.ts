import type { MediaSocket } from "../socket.js";

type Listener = (event: unknown) => void;

/** A WebSocket without a network. `bufferedAmount` is the test's to set. */
export class FakeSocket implements MediaSocket {
  readonly sent: string[] = [];
  closedWith: number | undefined;
  bufferedAmount = 0;
  readonly #listeners = new Map<string, Listener[]>();

  send(text: string): void {
    this.sent.push(text);
  }

  close(code?: number): void {
    this.closedWith ??= code ?? 1005;
    this.emit("close", { code: this.closedWith });
  }

  addEventListener(type: string, listener: Listener): void {
    this.#listeners.set(type, [...(this.#listeners.get(type) ?? []), listener]);
  }

  emit(type: string, event: unknown): void {
    for (const listener of this.#listeners.get(type) ?? []) listener(event);
  }

  receive(...messages: unknown[]): void {
    for (const data of messages) this.emit("message", { data });
  }

  /** The messages that were sent, as objects. */
  get frames(): unknown[] {
    return this.sent.map((text) => JSON.parse(text));
  }
}
