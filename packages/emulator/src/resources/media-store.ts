import { perWorld } from "../world/per-world.js";

/** Sources of playback: a file by its address or name, or its bytes in base64. */
export interface PlaybackSource {
  readonly audio_url?: string;
  readonly media_name?: string;
  readonly playback_content?: string;
}

/** A file that can be played. */
export interface Sound {
  readonly durationMs: number;
  readonly missing: boolean;
}

/** A stored file of the account. */
export interface StoredMedia {
  readonly media_name: string;
  readonly content_type: string;
  readonly created_at: string;
  readonly updated_at: string;
  readonly expires_at: string;
  readonly data: Uint8Array;
}

export interface MediaStore {
  /** How long a source plays; missing where it cannot be fetched. */
  sound(source: PlaybackSource): Sound;
  /** Says how an address behaves that the emulator does not really fetch. */
  define(
    url: string,
    sound: { readonly durationMs?: number | undefined; readonly missing?: boolean | undefined },
  ): void;
  readonly files: Map<string, StoredMedia>;
}

/** Files are not fetched: an address plays for this long unless it was defined otherwise. */
const defaultDurationMs = 3_000;
/** MP3 at 128 kbit/s. */
const bytesPerMs = 16;

export const mediaOf = perWorld(createMediaStore);

function createMediaStore(): MediaStore {
  const defined = new Map<string, Sound>();
  const files = new Map<string, StoredMedia>();
  const ofBytes = (bytes: number): Sound => ({
    durationMs: Math.max(20, Math.round(bytes / bytesPerMs)),
    missing: false,
  });
  return {
    files,
    define: (url, { durationMs = defaultDurationMs, missing = false }) =>
      void defined.set(url, { durationMs, missing }),
    sound({ audio_url: url, media_name: name, playback_content: content }) {
      if (content !== undefined) return ofBytes((content.length * 3) / 4);
      const known = defined.get(url ?? name ?? "");
      if (known) return known;
      if (name === undefined) return { durationMs: defaultDurationMs, missing: false };
      const file = files.get(name);
      return file ? ofBytes(file.data.length) : { durationMs: 0, missing: true };
    },
  };
}
