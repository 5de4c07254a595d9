import { type Document, isObject, type JsonObject } from "./document.js";
import { applyOverlays, type Misfit, type OverlayAction } from "./overlays.js";

/** An overlay action that does not apply. */
export interface Stale {
  readonly action: OverlayAction;
  /** The place of an action, its purpose, and what happened to its target. */
  readonly text: string;
}

/** Applies the overlays that apply, in place, and gives the others. `former` is the document that they were written for. */
export function applyFitting(
  document: Document,
  overlays: readonly OverlayAction[],
  former: Document | undefined = undefined,
): Stale[] {
  // Of what is wrong with one action, the first thing says enough.
  const first = new Map<OverlayAction, Misfit>();
  for (const misfit of applyOverlays(document, overlays))
    if (!first.has(misfit.action)) first.set(misfit.action, misfit);
  return [...first.values()].map(({ action, kind, what }) => {
    const why = kind === "nowhere" ? `${action.target} ${fateOf(document, action.target, former)}` : what;
    return { action, text: `${action.place}: ${why}` };
  });
}

/** Says what happened to the place that a target names. */
function fateOf(document: Document, target: string, former: Document | undefined): string {
  const property = /^\$\.\.properties(?:\.(\w+)|\['([^']+)'\])/.exec(target);
  if (property) return `is gone: no schema has a property ${property[1] ?? property[2]} any more`;
  let node: unknown = document;
  let at = "$";
  for (const [, plain, quoted] of target.slice(1).matchAll(/\.([A-Za-z_]\w*)|\['([^']+)'\]|\.\.|\[|\.\*/g)) {
    const name = plain ?? quoted;
    if (name === undefined) return `is gone: nothing in ${at} is so any more`;
    if (!isObject(node) || node[name] === undefined) {
      const twin = at === "$.components.schemas" ? twinOf(document, former, name) : undefined;
      return `is gone: ${at} has no ${name}${twin ? `; ${twin} has the same fields now` : ""}`;
    }
    node = node[name];
    at += /^[A-Za-z_]\w*$/.test(name) ? `.${name}` : `['${name}']`;
  }
  return "is gone";
}

/** A schema that is new and has the fields of one that is gone. */
function twinOf(document: Document, former: Document | undefined, name: string): string | undefined {
  const fields = (schema: JsonObject | undefined): string =>
    isObject(schema?.properties) ? Object.keys(schema.properties).sort().join() : "";
  const wanted = fields(former?.components.schemas?.[name]);
  const schemas = Object.entries(document.components.schemas ?? {});
  return wanted
    ? schemas.find(([other, schema]) => !former?.components.schemas?.[other] && fields(schema) === wanted)?.[0]
    : undefined;
}
