/** The category of a stream: the part of its name before the first `-`, or the whole name without one. */
export function categoryOf(stream: string): string {
  const dash = stream.indexOf('-');
  return dash === -1 ? stream : stream.slice(0, dash);
}
