import { join } from "node:path";
import { bundle } from "./bundle.js";
import { contenders, ours, plain, twilio, vonage } from "./contenders.js";
import { type Figure, overOurs } from "./figure.js";
import { measureInstalled } from "./installed.js";
import { measureFloor } from "./measure-floor.js";
import { place, placeOfThree } from "./place.js";

/** Bundles of one handler, and what an installation holds. Bytes: one run is enough. */
export async function measureSizes(): Promise<Figure[]> {
  const first: Record<string, number> = {};
  const all: Record<string, number> = {};
  const minified: Record<string, number> = {};
  for (const contender of contenders) {
    const platform = contender === vonage || contender === twilio ? "node" : "neutral";
    const size = await bundle({ file: join(place(contender), "handler.mjs") }, platform);
    const whole = await bundle({ file: join(place(contender), "handler.mjs") }, platform, [], false);
    first[contender.name] = size.first.gzipped / 1024;
    all[contender.name] = whole.all.gzipped / 1024;
    minified[contender.name] = size.first.minified / 1024;
  }
  const bytes: Record<string, number> = {};
  const blocks: Record<string, number> = {};
  const files: Record<string, number> = {};
  const packages: Record<string, number> = {};
  for (const contender of contenders.filter((one) => one !== plain)) {
    const found = measureInstalled(contender === ours ? placeOfThree : place(contender));
    bytes[contender.name] = found.bytes / 1e6;
    blocks[contender.name] = found.blockBytes / 1e6;
    files[contender.name] = found.files;
    packages[contender.name] = found.packages;
  }
  const own = ours.name;
  const figure = (
    id: string,
    what: string,
    unit: string,
    values: Record<string, number>,
    limit?: number,
    note?: string,
  ): Figure => ({
    id,
    what,
    unit,
    values,
    ratios: overOurs(values, own),
    ...(limit && { target: { text: `≤ ${limit} ${unit}`, met: (values[own] ?? Number.NaN) <= limit } }),
    ...(note && { note }),
  });
  return [
    figure("bundle-first", "handler, gzipped, first load", "KiB", first),
    figure(
      "bundle-all",
      "handler, gzipped, as one file",
      "KiB",
      all,
      23,
      await measureFloor(join(place(ours), "handler.mjs")),
    ),
    figure(
      "bundle-minified",
      "handler, minified, first load",
      "KiB",
      minified,
      undefined,
      "Twilio's and Vonage's handlers do the same job in their manner and need Node's modules, which are not counted.",
    ),
    figure("installed-size", "installed, bytes of the files", "MB", bytes),
    figure(
      "installed-blocks",
      "installed, on a disk of 4 KiB blocks",
      "MB",
      blocks,
      1.5,
      "The 37 MB of the official package are measured so: small files weigh a block each.",
    ),
    figure("installed-files", "installed files", "files", files),
    figure("installed-packages", "installed packages", "packages", packages),
  ];
}
