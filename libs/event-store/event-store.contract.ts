import { describeAppendAndRead } from './contract/append-and-read.contract';
import { describeConcurrency } from './contract/concurrency.contract';
import { describeConflictsAndDuplicates } from './contract/conflicts-and-duplicates.contract';
import { describeChain } from './contract/hash-chain.contract';
import { describeReadAll } from './contract/read-all.contract';
import { describeRefusals } from './contract/refusals.contract';
import { describeSubscribe } from './contract/subscribe.contract';
import type { EventStore } from './event-store';

/** What the suite needs to know about an adapter. */
export interface EventStoreUnderTest {
  /** An empty store; `reopen` gives another client of the same events, as a second process would have. */
  open(): Promise<{ store: EventStore; reopen(): Promise<EventStore> }>;
  /** Whether an append to several streams is all or nothing. */
  readonly atomicAcrossStreams: boolean;
}

/** What every adapter does alike; run by a spec file of each. */
export function describeEventStore(name: string, underTest: EventStoreUnderTest): void {
  describe(`event store contract: ${name}`, () => {
    let store: EventStore;
    let reopen: () => Promise<EventStore>;
    const opened: EventStore[] = [];

    beforeEach(async () => {
      ({ store, reopen } = await underTest.open());
      opened.push(store);
    });

    afterEach(async () => {
      await Promise.all(opened.splice(0).map((each) => each.close()));
    });

    const another = async (): Promise<EventStore> => {
      const other = await reopen();
      opened.push(other);
      return other;
    };

    describeAppendAndRead(() => store);
    describeConflictsAndDuplicates(() => store, another, underTest.atomicAcrossStreams);
    describeReadAll(() => store);
    describeSubscribe(() => store, another);
    describeChain(() => store, another);
    describeConcurrency(() => store, another);
    describeRefusals(() => store);
  });
}
