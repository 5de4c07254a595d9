import type { World } from "../../world/world.js";
import type { Operation } from "../spec/operations.js";

/** A request that was authenticated, matched and checked. */
export interface RequestInput {
  readonly operation: Operation;
  readonly params: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, unknown>>;
  readonly body: Readonly<Record<string, unknown>>;
  readonly files: Readonly<Record<string, Blob>>;
  /** The body came as a multipart form. */
  readonly form: boolean;
}

export interface Reply {
  readonly status: number;
  /** Sent as JSON; absent: an empty body. */
  readonly body?: unknown;
  readonly bytes?: { readonly data: BodyInit; readonly type: string };
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** The platform ignored the request because its `command_id` was known. */
  readonly duplicate?: true;
}

/** Executes one operation of the API. Throws a `Problem` to refuse. */
export type Handler = (world: World, input: RequestInput) => Reply | Promise<Reply>;

/** The body as its schema has it: to be asked for once it has passed that schema. */
export const checkedBody = <Body>(input: RequestInput): Body => input.body as Body;

export const ok = (data: unknown, status = 200): Reply => ({ status, body: { data } });
export const noContent: Reply = { status: 204 };
