/** Whether a content type is JSON, whatever its parameters say. */
export function isJsonMediaType(contentType: string): boolean {
  return /^\s*(?:application|text)\/(?:[\w.+-]+\+)?json\s*(?:;|$)/i.test(contentType);
}

/**
 * The event that a message in the binary mode of CloudEvents tells: the same as in structured mode. `attributes` are its
 * headers without the prefix (`ce-`, `ce_`), decoded; `data` is its body, parsed; undefined: it has none. What says
 * that data is JSON is left out, as in structured mode.
 */
export function binaryEvent(
  attributes: Iterable<readonly [name: string, value: string]>,
  contentType: string | undefined,
  data: unknown,
): Readonly<Record<string, unknown>> {
  const event = new Map<string, unknown>(attributes);
  event.delete('data');
  if (contentType !== undefined && !isJsonMediaType(contentType)) event.set('datacontenttype', contentType);
  if (data !== undefined) event.set('data', data);
  return Object.fromEntries(event);
}
