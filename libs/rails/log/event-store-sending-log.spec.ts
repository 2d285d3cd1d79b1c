import type { RecordedEvent } from '@ledger/event-store/event-store';
import { MemoryEventStore } from '@ledger/event-store/memory/memory-event-store';
import { isOfEdition } from '@ledger/runner/log/stream-names';
import { instant } from '@ledger/kernel/instant';
import { keepsSendings } from '../sender/sending-log.contract';
import type { IdempotencyKey } from '../sending/payout-keys';
import type { Fence, RequestBody, SendingEvent } from '../sending/sending.events';
import { MemoryBodySeal } from '../testing/memory-body-seal';
import { MemorySendingLog } from '../testing/memory-sending-log';
import { BodyErased } from './body-seal';
import { EventStoreSendingLog } from './event-store-sending-log';

keepsSendings('memory', () => Promise.resolve({ log: new MemorySendingLog(), close: () => Promise.resolve() }));

keepsSendings('an event store in memory', () => {
  const store = new MemoryEventStore();
  return Promise.resolve({ log: new EventStoreSendingLog(store, new MemoryBodySeal()), close: () => store.close() });
});

describe('what senders did, in the event store', () => {
  const payout = { program: 'plixo', payout: 'po-3' };
  const begun: SendingEvent = {
    type: 'AttemptBegun',
    attempt: 1,
    key: 'payout:l7.1:plixo:po-3:1' as IdempotencyKey,
    body: 'destination=acct_partner' as RequestBody,
    fence: 7 as Fence,
    at: instant(0),
  };

  async function recordedOf(store: MemoryEventStore): Promise<RecordedEvent[]> {
    const events: RecordedEvent[] = [];
    for await (const event of store.readAll(0n, 'all')) events.push(event);
    return events;
  }

  it('is of no edition of the rules, says whose it is, and names no account', async () => {
    const store = new MemoryEventStore();
    await new EventStoreSendingLog(store, new MemoryBodySeal()).append(payout, 0, [begun]);
    const [event] = await recordedOf(store);
    expect(event).toMatchObject({
      stream: 'sending-plixo/po-3',
      type: 'AttemptBegun.v1',
      data: {
        attempt: 1,
        key: begun.key,
        fence: 7,
        at: '1970-01-01T00:00:00.000Z',
        body: { hash: expect.any(String) as string },
      },
      metadata: payout,
    });
    expect(isOfEdition(event?.stream ?? '')).toBe(false);
    expect(JSON.stringify([event?.data, event?.metadata])).not.toContain('acct_partner');
  });

  it('cannot be sent again once its key was erased', async () => {
    const store = new MemoryEventStore();
    await new EventStoreSendingLog(store, new MemoryBodySeal()).append(payout, 0, [begun]);
    await expect(new EventStoreSendingLog(store, new MemoryBodySeal()).read(payout)).rejects.toThrow(BodyErased);
  });
});
