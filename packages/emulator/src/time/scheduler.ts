/** The name of a delivery: the type of its event, and the leg. */
export interface Message {
  readonly type: string;
  readonly leg: { readonly id: string };
}

/** Something that happens at a moment of the emulator's time. */
export interface Task {
  /** Milliseconds since the start of the emulator. */
  readonly at: number;
  readonly order: number;
  /** Background tasks wait for somebody (a time limit, a missing digit); `settle` does not run towards them. */
  readonly background: boolean;
  /** Its promise also says when the application has done what follows. */
  readonly complete: boolean;
  /** The webhook that it delivers; where somebody steers, that may come late or twice. */
  readonly delivers?: Message | undefined;
  readonly run: () => void | Promise<void>;
  /** Position in the heap; -1 once the task ran or was cancelled. */
  index: number;
}

export interface TaskOptions {
  readonly background?: boolean;
  readonly complete?: boolean;
  readonly delivers?: Message;
}

export interface Scheduler {
  /** Milliseconds since the start. */
  readonly now: number;
  /** Tasks that are neither run nor cancelled. */
  readonly size: number;
  /** Tasks among them that are not background. */
  readonly foreground: number;
  schedule(delayMs: number, run: Task["run"], options?: TaskOptions): Task;
  cancel(task: Task | undefined): void;
  peek(): Task | undefined;
  /** Takes the earliest task out and moves the time to it. */
  take(): Task | undefined;
  /** Takes the time from a clock that runs by itself, and says when the earliest task changes. */
  follow(source: () => number, onChange: () => void): void;
  /** Moves the time forward; never past a waiting task. */
  moveTo(ms: number): void;
}

/**
 * A discrete-event queue: the earliest task first, and in the order of scheduling where two fall on one moment.
 * Cancelled tasks leave at once, so that the time limits of ended calls hold no memory.
 */
export function createScheduler(): Scheduler {
  const heap: Task[] = [];
  let reached = 0;
  let source: (() => number) | undefined;
  let onChange: (() => void) | undefined;
  let order = 0;
  let foreground = 0;

  const before = (a: Task, b: Task) => a.at < b.at || (a.at === b.at && a.order < b.order);
  const put = (task: Task, index: number) => {
    heap[index] = task;
    task.index = index;
  };

  function rise(task: Task, from: number): void {
    let index = from;
    while (index > 0) {
      const parent = heap[(index - 1) >> 1] as Task;
      if (!before(task, parent)) break;
      put(parent, index);
      index = (index - 1) >> 1;
    }
    put(task, index);
  }

  function sink(task: Task, from: number): void {
    let index = from;
    for (;;) {
      let child = index * 2 + 1;
      if (child >= heap.length) break;
      if (child + 1 < heap.length && before(heap[child + 1] as Task, heap[child] as Task)) child += 1;
      if (!before(heap[child] as Task, task)) break;
      put(heap[child] as Task, index);
      index = child;
    }
    put(task, index);
  }

  function remove(task: Task): void {
    const { index } = task;
    const last = heap.pop() as Task;
    task.index = -1;
    if (!task.background) foreground -= 1;
    if (last === task) return;
    rise(last, index);
    sink(last, last.index);
  }

  return {
    get now() {
      if (source) this.moveTo(source());
      return reached;
    },
    get size() {
      return heap.length;
    },
    get foreground() {
      return foreground;
    },
    schedule(delayMs, run, { background = false, complete = false, delivers } = {}) {
      const at = this.now + Math.max(0, delayMs);
      const task: Task = { at, order: order++, background, complete, delivers, run, index: -1 };
      if (!background) foreground += 1;
      heap.push(task);
      rise(task, heap.length - 1);
      if (task.index === 0) onChange?.();
      return task;
    },
    cancel(task) {
      if (task && task.index >= 0) remove(task);
    },
    peek: () => heap[0],
    take() {
      const task = heap[0];
      if (!task) return undefined;
      remove(task);
      reached = Math.max(reached, task.at);
      return task;
    },
    follow(clock, changed) {
      source = clock;
      onChange = changed;
    },
    moveTo(ms) {
      reached = Math.max(reached, Math.min(ms, heap[0]?.at ?? ms));
    },
  };
}
