import {
  ApiError,
  ConfigurationError,
  NotFoundError,
  PermissionError,
  ResponseParseError,
  ServerError,
  type Telnyx,
} from "@telnyx-kit/core";
import { checkNumber, longestTimerMs } from "@telnyx-kit/core/internal";
import { canOpen, openUrl } from "@telnyx-kit/core/open-url";

/** The URLs of a recording, one per format. */
export interface RecordingUrls {
  readonly mp3?: string | null | undefined;
  readonly wav?: string | null | undefined;
}

/**
 * Downloadable things: the id of a recording, the recording itself, the payload of `call.recording.saved`, or a URL
 * of one of them. An id is the safest: URLs expire after ten minutes, and an id gets a fresh one.
 */
export type RecordingSource =
  | string
  | URL
  | { readonly download_urls?: RecordingUrls | null | undefined }
  | { readonly recording_urls?: RecordingUrls | null | undefined };

/** Options of {@link downloadRecording}. */
export interface DownloadOptions {
  /**
   * The format, if there are several.
   *
   * @default "mp3" if there is one, else "wav"
   */
  format?: "mp3" | "wav" | undefined;
  /** Ends the download, also long after it began. */
  signal?: AbortSignal | undefined;
  /**
   * The longest time until the first bytes, in milliseconds. The whole download has no limit; use `signal`.
   *
   * @default 30_000
   */
  timeoutMs?: number | undefined;
  /**
   * Bytes after which the stream ends with a {@link ResponseParseError}.
   *
   * @default 1 GiB
   */
  maxBytes?: number | undefined;
}

const name = "the recording";

/**
 * Downloads a recording as a stream: the body of the `Response` that it resolves to.
 *
 * Recordings are in storage outside the API, at signed URLs. None of your credentials goes there, redirects are not
 * followed, and only https is fetched; a client of an emulator on http also gets that emulator's files.
 *
 * @throws {PermissionError} when the URL has expired or was altered. {@link NotFoundError} when the recording is gone.
 * {@link ConfigurationError} when there is no https URL to download, for example with your own storage (`gs://…`).
 * @example
 * const { body } = await downloadRecording(telnyx, event.payload.recording_id, { format: "wav" });
 * await body?.pipeTo(Writable.toWeb(createWriteStream("call.wav")));
 */
export async function downloadRecording(
  telnyx: Telnyx,
  source: RecordingSource,
  options: DownloadOptions = {},
): Promise<Response> {
  const { signal, timeoutMs = 30_000, maxBytes = 2 ** 30 } = options;
  checkNumber("timeoutMs", timeoutMs, [1, longestTimerMs]);
  checkNumber("maxBytes", maxBytes, [1, Number.MAX_SAFE_INTEGER]);
  const url = checkUrl(telnyx, await findUrl(telnyx, source, options));
  const response = await openUrl(telnyx, url, { name, signal, timeoutMs, maxBytes });
  const type = response.headers.get("content-type") ?? "";
  if (response.ok && !/html|json|xml/i.test(type)) return response;
  response.body?.cancel().catch(() => {});
  if (response.ok) throw new ResponseParseError("The answer for the recording is a page or a message, not audio.");
  throw toError(response.status, url);
}

async function findUrl(telnyx: Telnyx, source: RecordingSource, { format, signal }: DownloadOptions): Promise<unknown> {
  if (source instanceof URL || (typeof source === "string" && /^[a-z][a-z\d+.-]*:/i.test(source))) return source;
  let held: object | null | undefined = typeof source === "string" ? undefined : source;
  if (typeof source === "string") {
    const answer = await telnyx.request<{ readonly data?: object }>("GET", "/recordings/{recording_id}", {
      path: { recording_id: source },
      signal,
    });
    held = answer.data;
  }
  const { download_urls, recording_urls } = (held ?? {}) as {
    download_urls?: RecordingUrls;
    recording_urls?: RecordingUrls;
  };
  const urls = download_urls ?? recording_urls ?? {};
  return format ? urls[format] : (urls.mp3 ?? urls.wav);
}

function checkUrl(telnyx: Telnyx, found: unknown): URL {
  let url: URL | undefined;
  try {
    url = new URL(found as string);
  } catch {}
  if (url && canOpen(telnyx, url)) return url;
  const problem = !found
    ? "There is no URL in that format: the recording may not be saved yet"
    : url && !/^https?:$/.test(url.protocol)
      ? `It lies in storage of your own (${url.protocol}//): download it there`
      : "Its URL must be https, without user name and password";
  throw new ConfigurationError(`The recording cannot be downloaded. ${problem}.`);
}

/** Storage answers for itself, in XML: only the status counts, and the URL's own date says whether it has expired. */
function toError(status: number, url: URL): ApiError {
  const details = { status, operation: "GET the recording" };
  const message = (what: string) => `Downloading the recording failed with status ${status}. ${what}`;
  if (status === 400 || status === 401 || status === 403) {
    const why = hasExpired(url)
      ? "Its URL has expired: they last ten minutes."
      : "Its URL was refused: it may have expired (they last ten minutes) or been altered.";
    return new PermissionError(message(`${why} Pass the recording's id, and a fresh one is asked for.`), details);
  }
  if (status === 404) return new NotFoundError(message("It was deleted, or is not saved yet."), details);
  if (status >= 500) return new ServerError(message("Try again."), details);
  return new ApiError(message(status < 400 ? "Redirects are not followed." : "Pass the recording's id."), details);
}

/** Reads the date and the duration that signed URLs carry. */
function hasExpired(url: URL): boolean {
  const [, year, month, day, hour, minute, second] =
    /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(url.searchParams.get("X-Amz-Date") ?? "") ?? [];
  const lasts = Number(url.searchParams.get("X-Amz-Expires"));
  const signed = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  return signed + lasts * 1000 < Date.now();
}
