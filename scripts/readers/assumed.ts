/** Names that a code block may use without saying where they come from, with their types. Texts, unless it says otherwise. */
export const assumed: Readonly<Record<string, string>> = {
  after: "(task: Promise<unknown>) => void",
  agentCallControlId: "string",
  apiKey: "string",
  assistantId: "string",
  audio: "Uint8Array<ArrayBuffer>",
  audio_url: "string",
  aws_access_key_id: "string",
  aws_secret_access_key: "string",
  bytes: "Uint8Array<ArrayBuffer>",
  callControlId: "string",
  callLegId: "string",
  callSessionId: "string",
  call_control_id: "string",
  conferenceId: "string",
  connectionId: "string",
  connection_id: "string",
  conversationId: "string",
  createMenu: 'typeof import("../../../examples/menu/menu.js").createMenu',
  deliveryId: "string",
  from: "string",
  koa: "{ use(middleware: (context: KoaContext, next: () => Promise<void>) => unknown): void }",
  nest: "{ use(path: string, handler: unknown): void; register(plugin: unknown): Promise<void> }",
  participantId: "string",
  publicKey: "string",
  rawBody: "string",
  reconcile: "(commandId: string | undefined) => Promise<void>",
  recordingId: "string",
  serviceAccountJson: "string",
  signal: "AbortSignal",
  supervisorCallControlId: "string",
  to: "string",
  transcriptionId: "string",
};

/** Types that a code block may use in the same way. */
export const assumedTypes: Readonly<Record<string, string>> = {
  KoaContext:
    '{ path: string; respond?: boolean; status: number; body: unknown; req: import("node:http").IncomingMessage; res: import("node:http").ServerResponse; request: NestRequest }',
  NestRequest: '{ method: string; headers: import("node:http").IncomingHttpHeaders; rawBody?: string | Uint8Array }',
  NestResponse: "{ status(code: number): { send(body: string): void } }",
};
