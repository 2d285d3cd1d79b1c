import { EventStoreDBClient, jsonEvent } from '@eventstore/db-client';
import { whichEventStoreDb } from './start-event-store-db';
import { temporaryEventStoreDb, type TemporaryEventStoreDb } from './temporary-event-store-db';

/** What the adapter relies on: of the server of the tests, and in a run with a real EventStoreDB of that one. */
describe(whichEventStoreDb(), () => {
  let database: TemporaryEventStoreDb;
  let client: EventStoreDBClient;
  let stream: string;

  beforeEach(async () => {
    database = await temporaryEventStoreDb();
    client = EventStoreDBClient.connectionString(database.server.url);
    stream = database.onServer('n-1');
  });

  afterEach(async () => {
    await client.dispose();
    await database.remove();
  });

  const events = (...numbers: number[]) =>
    numbers.map((nr) => jsonEvent({ id: `00000000-0000-4000-8000-00000000000${nr}`, type: 'n.v1', data: { nr } }));
  const append = (expectedRevision: bigint | 'no_stream', ...numbers: number[]) =>
    client.appendToStream(stream, events(...numbers), { expectedRevision });
  const stored = async () => {
    const found: unknown[] = [];
    for await (const { event } of client.readStream(stream)) found.push(event?.data);
    return found;
  };

  it.each([
    ['the same again', 'no_stream' as const, [1, 2], 'taken for done'],
    ['its beginning', 'no_stream' as const, [1], 'taken for done'],
    ['its end', 0n, [2], 'taken for done'],
    ['more than is there', 'no_stream' as const, [1, 2, 3], 'wrong-expected-version'],
    ['another order', 'no_stream' as const, [2, 1], 'wrong-expected-version'],
    ['another event', 'no_stream' as const, [3], 'wrong-expected-version'],
    ['a revision that is not reached yet', 5n, [3], 'wrong-expected-version'],
  ])('compares ids below the current revision: %s', async (_, expected, numbers, outcome) => {
    await append('no_stream', 1, 2);
    const answer = await append(expected, ...numbers).then(
      () => 'taken for done',
      (error: { type: string }) => error.type,
    );
    expect(answer).toBe(outcome);
    expect(await stored()).toHaveLength(2);
  });

  it('refuses an append over its limit', async () => {
    const large = jsonEvent({ type: 'large.v1', data: { text: 'x'.repeat(1024 * 1024) } });
    await expect(client.appendToStream(stream, large)).rejects.toMatchObject({ type: 'maximum-append-size-exceeded' });
  });

  it('takes an append with credentials of its own in a call of its own', async () => {
    const credentials = { username: 'a', password: 'b' };
    const one = await client.appendToStream(stream, events(1), { expectedRevision: 'no_stream', credentials });
    expect(one).toMatchObject({ success: true, nextExpectedRevision: 0n });
    const again = client.appendToStream(stream, events(2), { expectedRevision: 'no_stream', credentials });
    await expect(again).rejects.toMatchObject({ type: 'wrong-expected-version', actualVersion: 0n });
  });
});
