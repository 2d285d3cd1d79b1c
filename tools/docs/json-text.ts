/** As wide as the project's own lines. */
const WIDTH = 120;

/** JSON to be read and compared by line: what fits on a line is on one, the rest is a line for each member. */
export function jsonText(value: unknown, indent = ''): string {
  const flat = JSON.stringify(value);
  if (typeof value !== 'object' || value === null || indent.length + flat.length <= WIDTH || flat.length <= 2)
    return flat;
  const deeper = `${indent}  `;
  const [open, close] = Array.isArray(value) ? ['[', ']'] : ['{', '}'];
  const members = Array.isArray(value)
    ? value.map((each) => `${deeper}${jsonText(each, deeper)}`)
    : Object.entries(value)
        .filter(([, each]) => each !== undefined)
        .map(([key, each]) => `${deeper}${JSON.stringify(key)}: ${jsonText(each, deeper)}`);
  return `${open}\n${members.join(',\n')}\n${indent}${close}`;
}
