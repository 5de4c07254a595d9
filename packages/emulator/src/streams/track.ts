/** Sound that waits for one track of a stream. */
export interface Track {
  readonly waiting: boolean;
  add(audio: Uint8Array): void;
  /** The next frame, as long as `pause` and filled up from it: what the track carries where nothing waits. */
  next(pause: Uint8Array): Uint8Array;
}

export function createTrack(): Track {
  let sound: Uint8Array = new Uint8Array(0);
  return {
    get waiting() {
      return sound.length > 0;
    },
    add(audio) {
      sound = joined(sound, audio);
    },
    next(pause) {
      const frame = pause.slice();
      frame.set(sound.subarray(0, pause.length));
      sound = sound.slice(pause.length);
      return frame;
    },
  };
}

export function joined(first: Uint8Array, second: Uint8Array): Uint8Array {
  const all = new Uint8Array(first.length + second.length);
  all.set(first);
  all.set(second, first.length);
  return all;
}
