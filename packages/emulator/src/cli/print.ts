import { describeEntry, type TimelineEntry } from "../world/timeline.js";

const codes = { command: 32, event: 36, delivery: 2, line: 35, fault: 31, warning: 33 } as const;

/** Makes the printer of a timeline: one line per entry, in colours on a terminal. */
export function createPrinter(write: (line: string) => void, colours: boolean): (entry: TimelineEntry) => void {
  const paint = (code: number, text: string) => (colours ? `\u001b[${code}m${text}\u001b[0m` : text);
  return (entry) => {
    const { time, arrow, leg, name, details } = describeEntry(entry);
    write(
      `${paint(2, time)}  ${paint(codes[entry.kind], `${arrow} ${leg.padEnd(15)} ${name.padEnd(34)}`)} ${paint(2, details)}`.trimEnd(),
    );
  };
}
