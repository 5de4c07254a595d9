import { describeEntry, type Emulator, type TimelineEntry } from "@telnyx-kit/emulator";

const colours = process.stdout.isTTY && !process.env.NO_COLOR;
const paint = (code: number) => (text: string) => (colours ? `\u001b[${code}m${text}\u001b[0m` : text);
const dim = paint(2);
const bold = paint(1);

/** Who acts: the caller, the platform, the application. */
const directions = {
  line: { text: "caller   ", paint: paint(35) },
  event: { text: "telnyx → ", paint: paint(36) },
  command: { text: "       ← app", paint: paint(32) },
  delivery: { text: "       → app", paint: dim },
  warning: { text: "warning  ", paint: paint(33) },
  fault: { text: "fault    ", paint: paint(31) },
} as const;

/** Prints a call: what happened when, and who did it. Deliveries that succeeded at once are left out. */
export function printTimeline({ timeline, publicKey }: Emulator, facts: { milliseconds: number; size: number }): void {
  const rows = timeline.entries.filter(
    (entry) => !(entry.kind === "delivery" && entry.attempt === 1 && entry.outcome === 200),
  );
  const width = Math.max(...rows.map((entry) => describeEntry(entry).name.length));
  console.log(`\n  ${bold("One voicemail call")}  ${dim(`webhooks signed with ${publicKey}`)}\n`);
  console.log(dim(`  ${"time".padEnd(11)}${"".padEnd(13)}${"what".padEnd(width + 2)}details`));
  for (const entry of rows) console.log(line(entry, width));
  const events = timeline.entries.filter(({ kind }) => kind === "event").length;
  const commands = timeline.entries.filter(({ kind }) => kind === "command").length;
  const delivered = timeline.entries.filter((entry) => entry.kind === "delivery" && entry.outcome === 200).length;
  const seconds = ((timeline.entries.at(-1)?.at ?? 0) / 1000).toFixed(1);
  console.log(
    `\n  ${events} events, ${delivered} verified deliveries, ${commands} commands, a recording of ${facts.size} bytes: ` +
      `${seconds} s of a call in ${Math.round(facts.milliseconds)} ms.\n`,
  );
}

function line(entry: TimelineEntry, width: number): string {
  const { time, name, details } = describeEntry(entry);
  const direction = directions[entry.kind];
  const cells = `${direction.paint(direction.text.padEnd(13))}${direction.paint(name.padEnd(width + 2))}`;
  return `  ${dim(time.padEnd(11))}${cells}${dim(details)}`.trimEnd();
}
