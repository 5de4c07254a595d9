import { existsSync, readdirSync } from "node:fs";
import type { Operation, Operations } from "../index.js";
import { operations as own } from "./observe.js";

/** Every operation of every generated table, and those of core's own tests. */
export async function readOperations(): Promise<Operation[]> {
  const packages = new URL("../../../", import.meta.url);
  const tables = readdirSync(packages)
    .map((name) => new URL(`${name}/src/generated/operations.ts`, packages).pathname)
    .filter((file) => existsSync(file));
  const generated = await Promise.all(
    tables.map((file) => import(/* @vite-ignore */ file) as Promise<{ operations: Operations }>),
  );
  return [...generated.map((table) => table.operations), own].flatMap((table) => Object.values(table));
}
