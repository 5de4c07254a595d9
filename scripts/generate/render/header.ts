/** Every generated file carries this word; a file in a generated folder without it was written by hand. */
export const marker = "@generated";

/** The three lines that say where a generated file comes from and how it is changed. */
export const header = (from: string): string => `/**
 * ${marker} by \`pnpm generate\` from ${from}. Do not edit.
 * To change it: correct spec/domains.yaml or spec/overlays, then run \`pnpm generate\`.
 */
`;
