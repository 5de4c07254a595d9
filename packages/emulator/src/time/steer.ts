import type { Message, Scheduler, Task } from "./scheduler.js";

/** Something that may happen at any time, or never: somebody hangs up. */
export interface Move {
  readonly name: string;
  readonly run: () => void;
}

/** One way to go on. `late`: a webhook comes behind the next one; `twice` and `again`: it comes a second time, at once or behind the next one. */
export type Way =
  | { readonly kind: "usual" }
  | { readonly kind: "late" | "twice" | "again"; readonly message: Message }
  | { readonly kind: "move"; readonly move: Move };

/** Decides what happens next where several things may. */
export interface Chooser {
  /** Picks one of several ways by its index. The first is what happens when nobody steers. */
  choose(ways: readonly Way[]): number;
  /** Steps that may happen now besides those that are due. */
  moves(): readonly Move[];
  /** A webhook was held back, and nothing overtook it: the run is one without that. */
  onVain(): void;
}

interface Held {
  readonly task: Task;
  /** Another webhook was delivered since; now it is this one's turn. */
  overtaken: boolean;
}

/** A moment between two tasks that are far apart. */
const betweenMs = 1_000;

/** A scheduler whose every step is a choice: the earliest task, that webhook late or twice, or something that nobody scheduled. */
export function steer(scheduler: Scheduler, chooser: Chooser): Scheduler {
  const held: Held[] = [];
  const now = (task: Task): Task => ({ ...task, at: scheduler.now });
  const turn = () => held.find(({ overtaken }) => overtaken) ?? (scheduler.foreground === 0 ? held[0] : undefined);

  /** Takes out what is due. */
  function takeDue(waiting: Held | undefined): Task | undefined {
    if (waiting) held.splice(held.indexOf(waiting), 1);
    if (waiting && !waiting.overtaken) chooser.onVain();
    return waiting ? now(waiting.task) : scheduler.take();
  }

  function deliver(waiting: Held | undefined): Task | undefined {
    const task = takeDue(waiting);
    if (task?.delivers) for (const each of held) each.overtaken = true;
    return task;
  }

  /** Something that nobody scheduled happens before the next task. */
  function insert({ run }: Move, next: Task): Task {
    scheduler.moveTo(scheduler.now + Math.min(betweenMs, Math.max(0, next.at - scheduler.now) / 2));
    return { at: scheduler.now, order: -1, background: false, complete: false, run, index: -1 };
  }

  function waysOf({ delivers: message }: Task, repeatable: boolean): Way[] {
    const ways: Way[] = [{ kind: "usual" }, ...chooser.moves().map((move) => ({ kind: "move", move }) as const)];
    if (!message) return ways;
    if (repeatable) ways.push({ kind: "twice", message });
    // Where nothing else is due, nothing can overtake it.
    const overtakable = scheduler.foreground > (repeatable ? 1 : 0);
    if (overtakable) ways.push({ kind: "late", message });
    if (overtakable && repeatable) ways.push({ kind: "again", message });
    return ways;
  }

  return {
    get now() {
      return scheduler.now;
    },
    get size() {
      return scheduler.size + held.length;
    },
    get foreground() {
      return scheduler.foreground + held.length;
    },
    schedule: (delayMs, run, options) => scheduler.schedule(delayMs, run, options),
    cancel: (task) => scheduler.cancel(task),
    follow: (source, onChange) => scheduler.follow(source, onChange),
    moveTo: (ms) => scheduler.moveTo(ms),
    peek() {
      const waiting = turn();
      return waiting ? now(waiting.task) : scheduler.peek();
    },
    take() {
      for (;;) {
        const waiting = turn();
        const due = waiting?.task ?? scheduler.peek();
        if (!due) return undefined;
        const ways = waysOf(due, !waiting);
        const way = ways.length > 1 ? ways[chooser.choose(ways)] : ways[0];
        if (way?.kind === "move") return insert(way.move, due);
        if (way?.kind !== "late") {
          const task = deliver(waiting);
          if (task && (way?.kind === "twice" || way?.kind === "again"))
            held.push({ task, overtaken: way.kind === "twice" });
          return task;
        }
        if (waiting) waiting.overtaken = false;
        else held.push({ task: scheduler.take() as Task, overtaken: false });
      }
    },
  };
}
