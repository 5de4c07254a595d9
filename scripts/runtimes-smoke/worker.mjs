// workerd starts here.
import { runSuite } from "./suite.mjs";

export default { fetch: async () => Response.json(await runSuite()) };
