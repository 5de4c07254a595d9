/** Marks on their way to the platform and back. */
export interface Marks {
  sent(name: string): void;
  /** `clear` was sent: a mark that comes back from now on may not have been played. */
  clear(): void;
  /** A mark came back. Whether `clear` came before it. */
  returned(name: string): boolean;
}

/** Tells a mark that was played from one that came back because of `clear`. */
export function createMarks(): Marks {
  const waiting: string[] = [];
  let cleared = 0;
  return {
    sent: (name) => void waiting.push(name),
    clear() {
      cleared = waiting.length;
    },
    returned(name) {
      const at = waiting.indexOf(name);
      if (at < 0) return false;
      waiting.splice(at, 1);
      if (at >= cleared) return false;
      cleared--;
      return true;
    },
  };
}
