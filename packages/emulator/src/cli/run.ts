import { createInterface } from "node:readline/promises";
import type { Readable, Writable } from "node:stream";
import { ladderPath } from "../ladder/ladder.js";
import { startEmulator } from "../start-emulator.js";
import { readArguments, UsageError, usage } from "./arguments.js";
import { createPrinter } from "./print.js";
import { createPrompt } from "./prompt.js";

export interface Terminal {
  readonly input: Readable;
  readonly output: Writable & { readonly isTTY?: boolean };
  readonly error: Writable;
  readonly colours: boolean;
}

/** Runs the command until its input ends or somebody quits; returns the exit code. */
export async function run(args: readonly string[], terminal: Terminal): Promise<number> {
  const write = (line: string) => void terminal.output.write(`${line}\n`);
  try {
    const options = readArguments(args);
    if (options === "help") {
      write(usage);
      return 0;
    }
    const emulator = await startEmulator({ ...options, onEntry: createPrinter(write, terminal.colours) });
    write(`API             ${emulator.url}`);
    write(`Ladder          ${emulator.url.replace(/\/v2$/, ladderPath)}`);
    write(`API key         ${emulator.apiKey}`);
    write(`Public key      ${emulator.publicKey}`);
    write(`Connection id   ${emulator.connectionId}`);
    write(options.webhookUrl ? `Webhooks to     ${options.webhookUrl}` : "Webhooks        nowhere; give --webhook-url");
    write('Type "call" to place a call, "help" for the rest.\n');
    const prompt = createPrompt(emulator);
    const lines = createInterface({
      input: terminal.input,
      ...(terminal.output.isTTY ? { output: terminal.output, prompt: "> " } : {}),
    });
    lines.prompt();
    for await (const line of lines) {
      const text = await prompt.run(line);
      if (text === "quit") break;
      if (text) write(text);
      lines.prompt();
    }
    lines.close();
    await emulator.stop();
    return 0;
  } catch (error) {
    terminal.error.write(`${error instanceof Error ? error.message : String(error)}\n`);
    if (error instanceof UsageError || error instanceof RangeError) terminal.error.write(`\n${usage}\n`);
    return 1;
  }
}
