import { parseArgs } from "node:util";
import { type Fault, faultNames, readFaultName } from "../faults/faults.js";
import type { EmulatorOptions } from "../options.js";

export const usage = `Usage: telnyx-emulator --webhook-url <url> [options]

  --webhook-url <url>           where webhooks are sent
  --webhook-failover-url <url>  where they are sent after two failures
  --port <number>               the port of the API on 127.0.0.1 (default 4010; 0 for any free one)
  --clock <real|virtual>        virtual time passes only when you type "advance" or act (default real)
  --speed <number>              how much faster than the wall a real clock runs (default 1)
  --seed <number>               ids, keys and faults follow from it (default 1)
  --api-key <key>               the key that requests must carry (default: made from the seed)
  --fault <fault[:on[:probability]]>  for instance lost-reply:voice.dial or duplicate:call.*:0.1; more than one is allowed
                                ${faultNames.join(" ")}
  --help                        this text`;

/** The fault of the command line, to be printed with the usage. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

/**
 * Reads the command line.
 *
 * @throws {UsageError} that says which argument is wrong, and what it may be.
 */
export function readArguments(args: readonly string[]): EmulatorOptions | "help" {
  const { values } = parse(args);
  if (values.help) return "help";
  const { clock = "real" } = values;
  if (clock !== "real" && clock !== "virtual") throw new UsageError(`--clock is real or virtual, not ${clock}.`);
  for (const name of ["webhook-url", "webhook-failover-url"] as const) {
    const url = values[name];
    if (url !== undefined && !/^https?:\/\//.test(url))
      throw new UsageError(`--${name} must start with http:// or https://; it is ${url}.`);
  }
  return {
    webhookUrl: values["webhook-url"],
    webhookFailoverUrl: values["webhook-failover-url"],
    port: wholeNumber("port", values.port, 0, 65_535) ?? 4010,
    clock,
    speed: wholeNumber("speed", values.speed, 1, 1_000),
    seed: wholeNumber("seed", values.seed, 0, Number.MAX_SAFE_INTEGER),
    apiKey: values["api-key"],
    faults: (values.fault ?? []).map(readFault),
  };
}

const text = { type: "string" } as const;

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        "webhook-url": text,
        "webhook-failover-url": text,
        port: text,
        clock: text,
        speed: text,
        seed: text,
        "api-key": text,
        fault: { type: "string", multiple: true },
        help: { type: "boolean" },
      },
    });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

function wholeNumber(name: string, value: string | undefined, lowest: number, highest: number): number | undefined {
  if (value === undefined) return undefined;
  const number = Number(value);
  if (/^\d+$/.test(value) && number >= lowest && number <= highest) return number;
  throw new UsageError(`--${name} must be a whole number from ${lowest} to ${highest}; it is ${value}.`);
}

/**
 * Reads `lost-reply:voice.dial:0.5`.
 *
 * @throws {RangeError} for a fault that does not exist. {@link UsageError} for a probability outside 0 to 1.
 */
export function readFault(spec: string): Fault {
  const [name = "", on, chance] = spec.split(":");
  const fault = readFaultName(name);
  const probability = chance === undefined ? 1 : Number(chance);
  if (!(probability >= 0 && probability <= 1))
    throw new UsageError(`The probability of ${name} must be from 0 to 1; it is ${chance}.`);
  return { fault, probability, ...(on ? { on } : {}) };
}
