/**
 * Whether a version of Node, such as `20.12.1`, is in the `engines` of package.json: `>=` and `<` with spaces between
 * them, and `||` between ranges. Nothing that is installed can be asked: nothing may be installed yet.
 */
export function isInRange(version, range) {
  return range.split('||').some((part) =>
    part
      .trim()
      .split(/\s+/)
      .every((comparator) => holds(version, comparator)),
  );
}

function holds(version, comparator) {
  const [, operator, limit] = /^(>=|<)(\d+(?:\.\d+){0,2})$/.exec(comparator) ?? [];
  if (operator === undefined) throw new Error(`the engines of package.json are not understood: ${comparator}`);
  const isBelow = compare(version, limit) < 0;
  return operator === '<' ? isBelow : !isBelow;
}

function compare(one, other) {
  const [left, right] = [one, other].map((version) => version.split('.').map((part) => Number.parseInt(part, 10)));
  for (let place = 0; place < 3; place += 1) {
    const difference = (left[place] ?? 0) - (right[place] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
