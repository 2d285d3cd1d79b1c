import { withoutExcess } from '@ledger/contracts/event-limits';
import { jsonText } from '@ledger/contracts/json-text';
import type { JsonLine } from '@ledger/hosting/input/read-json-lines';

/** One event of the file, as it is sent. */
export interface EventLine {
  readonly text: string;
  readonly lineNumber: number;
}

/** How much goes into one request, at most. */
export interface RequestLimits {
  readonly maxEvents: number;
  readonly maxBytes: number;
}

/** What a service takes unless set otherwise, with room to spare: it takes 1,000 events and 5 MB. */
export const REQUEST_LIMITS: RequestLimits = { maxEvents: 500, maxBytes: 4_000_000 };

/** Cuts lines into requests, by number and by bytes; an event that is longer than a request may be goes alone. */
export async function* cutIntoRequests(
  lines: AsyncIterable<JsonLine>,
  { maxEvents, maxBytes }: RequestLimits,
): AsyncGenerator<readonly EventLine[]> {
  let events: EventLine[] = [];
  let bytes = 0;
  for await (const { value, lineNumber } of lines) {
    const text = jsonText(withoutExcess(value));
    const more = Buffer.byteLength(text) + 1;
    if (events.length > 0 && (events.length === maxEvents || bytes + more > maxBytes)) {
      yield events;
      [events, bytes] = [[], 0];
    }
    events.push({ text, lineNumber });
    bytes += more;
  }
  if (events.length > 0) yield events;
}
