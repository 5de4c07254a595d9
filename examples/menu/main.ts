// A caller presses a wrong key, then the right one: `tsx examples/menu/main.ts`.
import { runExample } from "../run-example.js";
import { menu } from "./menu.js";

await runExample({
  application: (kit) => menu({ ...kit, departments: { 1: "+12025550111", 2: "+12025550112" } }),
  async rehearsal(emulator) {
    const call = await emulator.inboundCall({ from: "+12025550101", to: "+12025550102" });
    await call.press("9");
    await call.press("2");
    await call.hangup();
  },
});
