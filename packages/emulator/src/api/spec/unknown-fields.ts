type Json = Readonly<Record<string, unknown>>;

/** The fields that a schema allows in an object or a list, or that it allows all. */
interface Shape {
  readonly fields: Map<string, Json[]>;
  open: boolean;
  readonly items: Json[];
}

/** Finds the fields of a body that its schema does not have, as `/transcription_config/modle`. The platform ignores them. */
export function createFieldFinder(document: Json): (pointer: string, body: unknown) => string[] {
  const shapes = new Map<string, Shape>();
  const resolve = (schema: Json): Json => {
    if (typeof schema.$ref !== "string") return schema;
    const keys = schema.$ref.split("/").slice(1);
    const at = (node: Json, key: string) => node[key.replaceAll("~1", "/").replaceAll("~0", "~")] as Json;
    return resolve(keys.reduce(at, document));
  };

  function collect(given: Json, shape: Shape): void {
    const schema = resolve(given);
    const { properties, items, additionalProperties: more } = schema as { [key: string]: Json | undefined };
    for (const [name, child] of Object.entries(properties ?? {}))
      shape.fields.set(name, [...(shape.fields.get(name) ?? []), child as Json]);
    if (items) shape.items.push(items);
    const parts = ["allOf", "anyOf", "oneOf"].flatMap((key) => (schema[key] ?? []) as Json[]);
    for (const part of parts) collect(part, shape);
    // An object without any field, or with `additionalProperties`, takes what it is given.
    if (more || (schema.type === "object" && !properties && parts.length === 0)) shape.open = true;
  }

  const shapeOf = (key: string, schemas: readonly Json[]): Shape => {
    const known = shapes.get(key);
    if (known) return known;
    const shape: Shape = { fields: new Map(), open: false, items: [] };
    for (const schema of schemas) collect(schema, shape);
    shapes.set(key, shape);
    return shape;
  };

  function find(value: unknown, schemas: readonly Json[], key: string, at: string): string[] {
    if (typeof value !== "object" || value === null) return [];
    const shape = shapeOf(key, schemas);
    if (Array.isArray(value))
      return value.flatMap((item, index) => find(item, shape.items, `${key}[]`, `${at}/${index}`));
    if (shape.open || shape.fields.size === 0) return [];
    return Object.entries(value).flatMap(([name, child]) => {
      const known = shape.fields.get(name);
      return known ? find(child, known, `${key}.${name}`, `${at}/${name}`) : [`${at}/${name}`];
    });
  }
  return (pointer, body) => find(body, [{ $ref: `#${pointer}` }], pointer, "");
}
