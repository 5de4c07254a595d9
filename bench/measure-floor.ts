import type { Plugin } from "esbuild";
import { bundle } from "./bundle.js";

/** Parts of a handler whose share is measured, by the module that brings them. */
const parts: Readonly<Record<string, RegExp>> = {
  noble: /@noble\/ed25519\/index\.js$/,
  "the texts of refused webhooks": /webhooks\/dist\/refusal\.js$/,
  "openapi-fetch": /openapi-fetch\/dist\/index\.mjs$/,
};

const without = (...modules: readonly RegExp[]): Plugin => ({
  name: "without",
  setup(build) {
    for (const filter of modules)
      build.onLoad({ filter }, ({ path }) => ({
        // A `.mjs` file cannot be CommonJS, whose names are looked up at run time.
        contents: path.endsWith(".mjs") ? "export default undefined;" : "module.exports = {};",
      }));
  },
});

/** Says how small a handler could get: its gzipped size as one file, and what each part is of that. */
export async function measureFloor(file: string): Promise<string> {
  const size = async (...modules: readonly RegExp[]) =>
    (await bundle({ file }, "neutral", [without(...modules)], false)).all.gzipped / 1024;
  const whole = await size();
  const shares: string[] = [];
  for (const [part, module] of Object.entries(parts))
    shares.push(`${part} ${(whole - (await size(module))).toFixed(1)}`);
  const rest = await size(...Object.values(parts));
  return `As one file ${whole.toFixed(1)} KiB. Of it ${shares.join(", ")}; without all of them ${rest.toFixed(1)} KiB are left.`;
}
