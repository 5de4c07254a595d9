import { prepare } from "./place.js";
import { measureTypes } from "./measure-types.js";
if (!process.argv.includes("--no-prepare")) prepare();
const effort = { quick: true, of: (a: number, b: number) => a };
console.log(JSON.stringify(await measureTypes(effort),null,1));
