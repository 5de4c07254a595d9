/**
 * The shared client of telnyx-kit: credentials, retries that cannot act twice, typed errors, pages.
 *
 * @module
 * @example
 * import { createTelnyx } from "@telnyx-kit/core";
 *
 * const telnyx = createTelnyx(); // reads TELNYX_API_KEY at the first command
 */
export {
  ApiError,
  type ApiErrorItem,
  AuthenticationError,
  BadRequestError,
  ConflictError,
  NotFoundError,
  PermissionError,
  type RateLimit,
  RateLimitError,
  ServerError,
  ValidationError,
} from "./api-error.js";
export { decodeClientState, encodeClientState } from "./client-state.js";
export type { Clock, ClockOptions } from "./clock.js";
export { createDomain } from "./domain.js";
export {
  AbortedError,
  ConfigurationError,
  ConnectionError,
  ResponseParseError,
  TelnyxError,
  TimeoutError,
} from "./errors.js";
export { ErrorCode } from "./generated/error-codes.js";
export type { CommandEvent, ErrorEvent, Hooks, ResponseEvent, RetryEvent } from "./hooks.js";
export type { DomainOperations, LegBody, LegMethods, StateOptions, TransferOptions } from "./leg.js";
export type { Middleware, MiddlewareEvent } from "./middleware.js";
export type { Operation, Operations, Safety } from "./operation.js";
export type { ApiKey, Pacer, RequestOptions, TelnyxOptions } from "./options.js";
export type { Page, PagePromise } from "./page.js";
export {
  isCallEnded,
  isMediaEncryptionRefused,
  isNotAnswered,
  isRateLimited,
  isServiceUnavailable,
  isUnknownCall,
} from "./predicates.js";
export { createTelnyx, type RequestInput, type Telnyx } from "./telnyx.js";
export type { DomainClient, TypedClient, TypedError, TypedInit, TypedMethod, TypedResult } from "./typed-client.js";
