/** Runs a program of this folder without the lines that it prints. */
export async function silently<Value>(work: () => Promise<Value>): Promise<Value> {
  const { log } = console;
  console.log = () => undefined;
  try {
    return await work();
  } finally {
    console.log = log;
  }
}
