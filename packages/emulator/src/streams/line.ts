import type { World } from "../world/world.js";

/** The way of frames to the application, with what faults do to them. */
export interface Line {
  send(track: string, frame: string): void;
  /** Nothing comes or goes any more, and nobody was notified. */
  readonly dead: boolean;
}

export function createLine({ settings, scheduler }: World, write: (frame: string) => void): Line {
  let dead = false;
  /** Comes behind the next frame. */
  let behind: string | undefined;
  /** Frames that will come at once. */
  let burst: string[] | undefined;

  function flush(): void {
    const frames = burst ?? [];
    burst = undefined;
    if (!dead) for (const frame of frames) write(frame);
  }

  return {
    get dead() {
      return dead;
    },
    send(track, frame) {
      const { fault, delayMs = 300 } = (!dead && settings.frameFault(track)) || {};
      if (fault === "line-dead") dead = true;
      if (dead || fault === "frame-drop") return;
      if (fault === "frame-burst" && !burst) {
        burst = [];
        scheduler.schedule(delayMs, flush);
      }
      if (burst) burst.push(frame);
      else if (fault === "frame-reorder" && behind === undefined) behind = frame;
      else {
        write(frame);
        if (behind !== undefined) write(behind);
        behind = undefined;
      }
    },
  };
}
