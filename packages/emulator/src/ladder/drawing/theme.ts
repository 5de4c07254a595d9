const light = {
  background: "#ffffff",
  raised: "#f6f8fa",
  text: "#1f2328",
  muted: "#59636e",
  line: "#d1d9e0",
  command: "#0860ca",
  webhook: "#7a3fd6",
  signal: "#0f6f68",
  audio: "#b04600",
  good: "#1a7430",
  bad: "#c21c28",
  fault: "#8a5c00",
} as const;

const dark: Readonly<Record<keyof typeof light, string>> = {
  background: "#0d1117",
  raised: "#161b22",
  text: "#e6edf3",
  muted: "#9ba4ae",
  line: "#3d444d",
  command: "#58a6ff",
  webhook: "#bc8cff",
  signal: "#39d0c4",
  audio: "#f0954a",
  good: "#4ac26b",
  bad: "#ff7b72",
  fault: "#e3b341",
};

/** How the ladder looks: as the reader's system does, or one way everywhere. */
export type Theme = "auto" | "light" | "dark";

const declare = (colours: Readonly<Record<string, string>>) =>
  Object.entries(colours)
    .map(([name, value]) => `--${name}:${value}`)
    .join(";");

/** The colours as custom properties of a selector. Every text colour has a contrast of 4.5 or more on both surfaces. */
export function themeCss(selector: string, theme: Theme = "auto"): string {
  const first = `${selector}{${declare(theme === "dark" ? dark : light)}}`;
  return theme === "auto" ? `${first}@media(prefers-color-scheme:dark){${selector}{${declare(dark)}}}` : first;
}
