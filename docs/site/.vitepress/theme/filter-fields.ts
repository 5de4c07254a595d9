/** Hides the parameters below a filter, up to the next section, whose name, type and words lack what is typed. */
export function filterFields({ target }: Pick<Event, "target">): void {
  const filter = target instanceof HTMLInputElement ? target.closest(".filter") : null;
  if (!filter) return;
  const wanted = (target as HTMLInputElement).value.trim().toLowerCase();
  let group: HTMLElement | undefined;
  let shown = 0;
  for (let next = filter.nextElementSibling; next && next.tagName !== "H2"; next = next.nextElementSibling) {
    if (next.tagName === "H3") {
      group = next as HTMLElement;
      group.hidden = wanted !== "";
    }
    for (const field of next.querySelectorAll<HTMLElement>(":scope > .fields > .field")) {
      field.hidden = !field.textContent?.toLowerCase().includes(wanted);
      if (field.hidden) continue;
      shown += 1;
      if (group) group.hidden = false;
    }
  }
  const status = filter.querySelector("[role=status]");
  if (status) status.textContent = wanted ? `${shown} found` : "";
}
