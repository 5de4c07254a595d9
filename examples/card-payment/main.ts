// A caller pays by card; the recording pauses meanwhile: `tsx examples/card-payment/main.ts`.
import { runExample } from "../run-example.js";
import { cardPayment } from "./card-payment.js";

await runExample({
  application: (kit) => cardPayment({ ...kit, charge: async (card) => card.length === 16 }),
  async rehearsal(emulator) {
    const call = await emulator.inboundCall({ from: "+12025550101", to: "+12025550102" });
    await call.press("4111111111111111#");
  },
});
