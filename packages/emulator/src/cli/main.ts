#!/usr/bin/env node
import { run } from "./run.js";

const { stdin, stdout, stderr, env } = process;
const colours = stdout.isTTY === true && !env.NO_COLOR;
process.exitCode = await run(process.argv.slice(2), { input: stdin, output: stdout, error: stderr, colours });
// A webhook that nobody answers would keep the process for its timeout.
process.exit();
