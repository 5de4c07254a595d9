// The tasks of a runtime. Signatures and commands come as the input.
import { runFaults } from "./faults.mjs";
import { runSmoke } from "./smoke.mjs";
import { noble, node, webcrypto, withoutNative } from "./verdicts.mjs";

export const tasks = { smoke: runSmoke, faults: runFaults, node, webcrypto, noble, withoutNative };
