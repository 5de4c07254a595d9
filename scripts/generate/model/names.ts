const words = (text: string): string[] =>
  text
    .replace(/([a-z0-9])([A-Z])/g, "$1 $2")
    .split(/[^A-Za-z0-9]+/)
    .filter(Boolean);

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

/** `call.ai_gather.ended` → `CallAiGatherEnded`, `applications.list` → `ApplicationsList`. */
export const pascalCase = (text: string): string => words(text).map(capital).join("");

/** `call_control_id` → `callControlId`. */
export function camelCase(text: string): string {
  const name = pascalCase(text);
  return name.charAt(0).toLowerCase() + name.slice(1);
}

const identifier = /^[A-Za-z_$][\w$]*$/;
export const isIdentifier = (text: string): boolean => identifier.test(text);

/** A property name as source text, quoted where it has to be. */
export const propertyName = (name: string): string => (isIdentifier(name) ? name : JSON.stringify(name));

/** Plain code-unit order: the same on every machine, whatever its locale. */
export const byName = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
