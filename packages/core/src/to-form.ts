/**
 * Writes fields as a multipart form, one of them a file. A stream is read before it is sent: its length is known then,
 * and every attempt can send it.
 */
export async function toForm(fields: Readonly<Record<string, unknown>>, fileField: string): Promise<FormData> {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) {
    if (name === fileField) {
      // A path or an address would be stored in the place of the file that it names.
      if (typeof value === "string") throw new TypeError("A text is no file.");
      const file = value instanceof Blob ? value : await new Response(value as BodyInit).blob();
      form.append(name, file, (value as { name?: string }).name ?? String(fields.media_name ?? name));
    } else if (value !== undefined) {
      form.append(name, typeof value === "object" ? JSON.stringify(value) : String(value));
    }
  }
  return form;
}
