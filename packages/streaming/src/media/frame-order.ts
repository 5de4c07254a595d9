import type { MediaMessage } from "./messages.js";

/** Puts the frames of each track back into the order of their `chunk`. */
export interface FrameOrder {
  /** Takes a frame and returns the frames whose turn has come, in order. */
  take(frame: MediaMessage): MediaMessage[];
  /** Returns the frames that still wait for a missing one. The next frame may have any number. */
  restart(): MediaMessage[];
  /** Frames that came after their turn, or twice. `take` drops them. */
  readonly late: number;
  /** Frames that have not come. A frame that comes late moves from here to `late`. */
  readonly missing: number;
}

interface Track {
  next: number;
  readonly waiting: Map<number, MediaMessage>;
  readonly skipped: Set<number>;
}

/** Skipped frames that are remembered, so that a late one is not counted twice. Ten seconds of audio. */
const remembered = 500;

/**
 * Waits for a missing frame until more than `window` later frames of its track wait, then goes on without it. The
 * platform numbers the frames of a track from 1 and does not promise to send them in order.
 */
export function createFrameOrder(window: number): FrameOrder {
  const newTracks = () => new Map(["inbound", "outbound"].map((name) => [name, newTrack()]));
  let tracks = newTracks();
  let late = 0;
  let missing = 0;

  function release(track: Track): MediaMessage[] {
    const frames: MediaMessage[] = [];
    for (let frame = track.waiting.get(track.next); frame; frame = track.waiting.get(track.next)) {
      frames.push(frame);
      track.waiting.delete(track.next++);
    }
    return frames;
  }

  function skip(track: Track): MediaMessage[] {
    const first = Math.min(...track.waiting.keys());
    missing += first - track.next;
    for (let chunk = Math.max(track.next, first - remembered); chunk < first; chunk++) track.skipped.add(chunk);
    for (const chunk of track.skipped) if (track.skipped.size > remembered) track.skipped.delete(chunk);
    track.next = first;
    return release(track);
  }

  return {
    get late() {
      return late;
    },
    get missing() {
      return missing;
    },
    take(frame) {
      const { track: name, chunk } = frame.media;
      const track = tracks.get(name);
      if (!track || window === 0 || chunk < 1) return [frame];
      if (chunk < track.next || track.waiting.has(chunk)) {
        late++;
        if (track.skipped.delete(chunk)) missing--;
        return [];
      }
      track.waiting.set(chunk, frame);
      const frames = release(track);
      return track.waiting.size > window ? [...frames, ...skip(track)] : frames;
    },
    restart() {
      const frames = [...tracks.values()].flatMap((track) => {
        const rest: MediaMessage[] = [];
        while (track.waiting.size > 0) rest.push(...skip(track));
        return rest;
      });
      tracks = newTracks();
      return frames;
    },
  };
}

const newTrack = (): Track => ({ next: 1, waiting: new Map(), skipped: new Set() });
