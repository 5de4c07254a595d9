const lineWidth = 120;

/** Two spaces instead of the printer's four, and one line for each value of a long union. */
export function layOut(text: string): string {
  return text
    .split("\n")
    .map((line) => line.replace(/^(?: {4})+/, (spaces) => " ".repeat(spaces.length / 2)))
    .flatMap((line) => (line.length > lineWidth ? breakUnion(line) : [line]))
    .join("\n");
}

const unionMember =
  /\s*("(?:[^"\\]|\\.)*"|\((?:string|number) & \{\}\)|[\w.-]+(?:\[\])?|components(?:\["[^"]+"\])+(?:\[\])?)\s*(\||$)/y;

function breakUnion(line: string): string[] {
  const [, indent = "", name = "", union = "", end = ""] = /^(\s*)((?:"[^"]+"|[\w$]+)\??:) (.*?)(;?)$/.exec(line) ?? [];
  const members: string[] = [];
  unionMember.lastIndex = 0;
  while (unionMember.lastIndex < union.length) {
    const member = unionMember.exec(union);
    if (!member) return [line];
    members.push(member[1] ?? "");
  }
  if (members.length < 2) return [line];
  return [
    `${indent}${name}`,
    ...members.map((member, index) => `${indent}  | ${member}${index === members.length - 1 ? end : ""}`),
  ];
}
