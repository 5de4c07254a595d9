// What a runtime can be asked to do. Cases of signatures are the only input.
import { runSmoke } from "./smoke.mjs";
import { noble, node, webcrypto, withoutNative } from "./verdicts.mjs";

export const tasks = { smoke: runSmoke, node, webcrypto, noble, withoutNative };
