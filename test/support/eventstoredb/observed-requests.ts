import { randomBytes } from 'node:crypto';
import {
  BACKWARDS,
  END,
  type EventStoreDBClient,
  type Filter,
  FORWARDS,
  jsonEvent,
  START,
  streamNameFilter,
} from '@eventstore/db-client';
import * as fc from 'fast-check';

type Expected = 'any' | 'no_stream' | 'stream_exists' | bigint;

/** What the adapter asks of the server, and what somebody may do to its streams. */
export type ObservedRequest =
  | { readonly kind: 'append'; stream: number; expected: Expected; ids: readonly number[]; bytes: number }
  | { readonly kind: 'read'; stream: number; backwards: boolean; from: 'start' | 'end' | bigint; count: number }
  | { readonly kind: 'last of all' }
  | { readonly kind: 'follow'; from: number; shift: 0 | -1 | 1_000_000_000; window: number; interval: number }
  | { readonly kind: 'tombstone'; stream: number };

const LIMIT_BYTES = 1_048_576;
const NO_ANSWER_MS = 20_000;

const stream = fc.nat({ max: 2 });
const revision = fc.bigInt({ min: 0n, max: 5n });
const append = fc.record({
  kind: fc.constant('append' as const),
  stream,
  expected: fc.oneof(fc.constantFrom('any' as const, 'no_stream' as const, 'stream_exists' as const), revision),
  ids: fc.uniqueArray(fc.nat({ max: 9 }), { maxLength: 3 }),
  bytes: fc.oneof(
    { weight: 30, arbitrary: fc.nat({ max: 100 }) },
    { weight: 1, arbitrary: fc.constantFrom(LIMIT_BYTES, LIMIT_BYTES + 1) },
  ),
});
const read = fc.record({
  kind: fc.constant('read' as const),
  stream,
  backwards: fc.boolean(),
  from: fc.oneof(fc.constantFrom('start' as const, 'end' as const), revision),
  count: fc.integer({ min: 1, max: 5 }),
});
const follow = fc.record({
  kind: fc.constant('follow' as const),
  from: fc.nat({ max: 30 }),
  shift: fc.oneof(
    { weight: 6, arbitrary: fc.constant(0 as const) },
    fc.constantFrom(-1 as const, 1_000_000_000 as const),
  ),
  window: fc.integer({ min: 1, max: 8 }),
  interval: fc.integer({ min: 1, max: 2 }),
});
/** A stream deleted but not for good is left out: until its index has caught up, the real one shows it as before. */
const removal = fc.record({ kind: fc.constant('tombstone' as const), stream });

export const request: fc.Arbitrary<ObservedRequest> = fc.oneof(
  { weight: 12, arbitrary: append },
  { weight: 6, arbitrary: read },
  { weight: 4, arbitrary: follow },
  { weight: 1, arbitrary: fc.constant({ kind: 'last of all' as const }) },
  { weight: 1, arbitrary: removal },
);

/** Makes requests of one server, and tells its answers in words in which two servers can be compared. */
export class Observer {
  private fresh = 100;

  private constructor(
    private readonly client: EventStoreDBClient,
    private readonly prefix: string,
    /** Where its own part of the log begins. */
    private readonly begin: bigint,
  ) {}

  /** One for each of two servers, with the same names on both. */
  static async pair(
    clients: readonly [EventStoreDBClient, EventStoreDBClient],
  ): Promise<readonly [Observer, Observer]> {
    const prefix = `d${randomBytes(6).toString('hex')}`;
    const observer = async (client: EventStoreDBClient) => {
      // Something lies before the beginning, on the one as on the other.
      await client.appendToStream(`before-${prefix}`, jsonEvent({ type: 'before', data: {} }));
      const { position } = await client.appendToStream(`${prefix}.begin`, jsonEvent({ type: 'begin', data: {} }));
      return new Observer(client, prefix, position?.commit ?? 0n);
    };
    return Promise.all([observer(clients[0]), observer(clients[1])]);
  }

  async observe(asked: ObservedRequest): Promise<unknown> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise((resolve) => (timer = setTimeout(resolve, NO_ANSWER_MS, 'no answer')));
    const answer = this.answer(asked).catch(({ type }: { type?: string }) => `error ${type}`);
    return Promise.race([answer, late]).finally(() => clearTimeout(timer));
  }

  private answer(asked: ObservedRequest): Promise<unknown> {
    switch (asked.kind) {
      case 'append':
        return this.append(asked);
      case 'read':
        return this.read(asked);
      case 'follow':
        return this.follow(asked);
      case 'last of all':
        return this.lastOfAll();
      case 'tombstone':
        return this.client.tombstoneStream(this.name(asked.stream)).then(() => 'deleted for good');
    }
  }

  /** Under any revision the second id is always a new one: to known ids in another order the real one may not answer. */
  private async append({ stream, expected, ids, bytes }: Extract<ObservedRequest, { kind: 'append' }>) {
    const isAny = expected === 'any' || expected === 'stream_exists';
    const used = isAny && ids.length > 1 ? [ids[0] ?? 0, this.fresh++] : ids;
    const events = used.map((id) =>
      jsonEvent({ id: this.idOf(stream, id), type: 'observed.v1', data: { t: 'x'.repeat(Math.max(0, bytes - 8)) } }),
    );
    const { nextExpectedRevision, position } = await this.client.appendToStream(this.name(stream), events, {
      expectedRevision: expected,
    });
    const place = used.length === 0 ? 'of nothing' : (await this.labels()).get(position?.commit ?? 0n);
    return `appended ${nextExpectedRevision} ${place}`;
  }

  private async read({ stream, backwards, from, count }: Extract<ObservedRequest, { kind: 'read' }>) {
    const places = { start: START, end: END } as const;
    const fromRevision = typeof from === 'bigint' ? from : places[from];
    const direction = backwards ? BACKWARDS : FORWARDS;
    const found: string[] = [];
    for await (const { event } of this.client.readStream(this.name(stream), {
      direction,
      fromRevision,
      maxCount: count,
    }))
      found.push(`${event?.revision} ${event?.id.slice(-3)} ${JSON.stringify(event?.data).length}`);
    return found;
  }

  /** The last of its own events, searched for backwards as `lastPosition()` does. */
  private async lastOfAll() {
    for await (const { event } of this.client.readAll({ direction: BACKWARDS, fromPosition: END, maxCount: 10_000 })) {
      if (event?.streamId.startsWith(this.prefix) === true) return `${event.streamId} ${event.revision}`;
    }
    return 'none';
  }

  /**
   * Events until the subscription has caught up. Which checkpoints come is the server's affair; what the adapter uses of
   * them is the same: one can be resumed at, and then exactly what lies behind it comes.
   */
  private async follow({ from, shift, window, interval }: Extract<ObservedRequest, { kind: 'follow' }>) {
    const places = [...(await this.labels()).keys()];
    const commit = (places[from % places.length] ?? this.begin) + BigInt(shift);
    const { seen, checkpoints } = await this.untilCaughtUp(commit, window, interval);
    for (const checkpoint of new Set(checkpoints)) {
      const behind = seen.filter(({ position }) => position > checkpoint);
      const resumed = (await this.untilCaughtUp(checkpoint, window, interval)).seen;
      const same = resumed.map(({ label }) => label).join() === behind.map(({ label }) => label).join();
      if (!same) return `a checkpoint after which ${resumed.length} events come instead of ${behind.length}`;
    }
    return seen.map(({ label }) => label);
  }

  private async untilCaughtUp(commit: bigint, window: number, interval: number) {
    const seen: { readonly label: string; readonly position: bigint }[] = [];
    const checkpoints: bigint[] = [];
    const checkpointReached: NonNullable<Filter['checkpointReached']> = (_, { commit: reached }) =>
      Promise.resolve(void checkpoints.push(reached));
    const filter = streamNameFilter({
      prefixes: [`${this.prefix}.1`],
      maxSearchWindow: window,
      checkpointInterval: interval,
      checkpointReached,
    });
    const following = this.client.subscribeToAll({ fromPosition: { commit, prepare: commit }, filter });
    const caughtUp = new Promise<void>((resolve, reject) => {
      following.on('data', ({ event }) => {
        if (event === undefined) return;
        seen.push({ label: `${event.streamId.slice(-1)}@${event.revision}`, position: event.position.commit });
      });
      following.on('caughtUp', () => resolve());
      following.on('error', reject);
    });
    try {
      await caughtUp;
    } finally {
      await following.unsubscribe().catch(() => undefined);
    }
    return { seen, checkpoints };
  }

  /** The events of its own part of the log, by position. */
  private async labels(): Promise<Map<bigint, string>> {
    const labels = new Map<bigint, string>();
    const fromPosition = { commit: this.begin, prepare: this.begin };
    for await (const { event } of this.client.readAll({ fromPosition, maxCount: 10_000 })) {
      const { streamId = '', revision = 0n, position } = event ?? {};
      if (streamId.startsWith(this.prefix)) labels.set(position?.commit ?? 0n, `${streamId.slice(-1)}@${revision}`);
    }
    return labels;
  }

  private name(stream: number): string {
    return `${this.prefix}.${stream}`;
  }

  /** No two streams have an id in common, as in a ledger. */
  private idOf(stream: number, number: number): string {
    return `${this.prefix.slice(1, 9)}-${this.prefix.slice(9, 13)}-4000-800${stream}-${String(number).padStart(12, '0')}`;
  }
}
