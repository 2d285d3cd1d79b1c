import type { AppendRequest, EventStore } from '../event-store';
import type { JsonValue } from '@ledger/contracts/json-value';
import { event, to } from './sample-events.contract';

const NO_ID = '00000000-0000-0000-0000-000000000000';

/** What could not be kept faithfully is refused before anything is written. */
export function describeRefusals(store: () => EventStore): void {
  const refused: readonly [string, readonly AppendRequest[], RegExp][] = [
    ['nothing', [], /append without a stream/],
    ['a stream twice', [to('t-1', -1n, event('a')), to('t-1', 0n, event('b'))], /"t-1" twice in one append/],
    ['no events', [to('t-1', -1n)], /without events to "t-1"/],
    ['a nameless stream', [to('', -1n, event('a'))], /without a name/],
    ['NUL in a stream', [to('t-\u0000', -1n, event('a'))], /has a NUL/],
    ['half a character in a stream', [to('t-\ud83d', -1n, event('a'))], /half a character/],
    ['an endless name', [to(`t-${'x'.repeat(3000)}`, -1n, event('a'))], /3002 bytes; the limit is 2000/],
    ['an id that is no uuid', [to('t-1', -1n, { ...event('a'), id: 'a' })], /event id "a" for "t-1"/],
    ['an id of zeros', [to('t-1', -1n, { ...event('a'), id: NO_ID })], /event id 0000.*: it is no event's/],
    ['an id twice', [to('t-1', -1n, event('a'), event('a'))], /twice in one append/],
    ['an empty type', [to('t-1', -1n, { ...event('a'), type: '' })], /event type ""/],
    ['a type with NUL', [to('t-1', -1n, { ...event('a'), type: '\u0000' })], /event type "\\u0000"/],
    ['a revision below -1', [to('t-1', -2n, event('a'))], /expected revision -2/],
    ['a bigint', [to('t-1', -1n, event('a', { amount: 1n } as unknown as JsonValue))], /\["amount"\] is a bigint/],
    ['NaN', [to('t-1', -1n, event('a', [0, NaN]))], /\$\[1\] is NaN/],
    ['a Date', [to('t-1', -1n, event('a', { at: new Date(0) } as unknown as JsonValue))], /is a Date/],
  ];

  it('refuses what it could not keep with a line that names it, and appends nothing', async () => {
    const messages: string[] = [];
    for (const [what, requests] of refused) {
      const message = await store()
        .append(requests)
        .then(() => 'was appended', String);
      messages.push(`${what}: ${message}`);
    }
    expect(messages).toEqual(
      refused.map(([what, , message]) => expect.stringMatching(`^${what}: .*${message.source}`)),
    );
    expect(await store().lastPosition()).toBe(0n);
  });

  it('refuses work after it was closed', async () => {
    await store().close();
    await expect(store().append([to('t-1', -1n, event('a'))])).rejects.toThrow('closed');
    await expect(store().lastPosition()).rejects.toThrow('closed');
  });
}
