import { NO_STREAM } from '@ledger/event-store/event-store';
import { MemoryEventStore } from '@ledger/event-store/memory/memory-event-store';
import type { OutputEvent } from '@ledger/runner/outputs/output-event';
import { decisionEvent } from '@ledger/runner/log/decision-events';
import { calendarOf } from '@ledger/kernel/calendar';
import { randomUUID } from 'node:crypto';
import { brings, clock, paid, partner, paysTo } from '../../../test/rules/facts';
import { given } from '../../../test/rules/given';
import { sendingStream } from '../log/sending-stream';
import { tellSendings, type ToldSendings } from './tell-sendings';

/** Remembers the position; fails at will after telling. */
class MemoryTold implements ToldSendings {
  position: bigint | null = 0n;
  fails = 0;

  async goOn(end: bigint, tell: (from: bigint) => Promise<bigint>): Promise<boolean> {
    this.position ??= end;
    const to = await tell(this.position);
    if (this.fails-- > 0) throw new Error('the server went away');
    this.position = to;
    return true;
  }
}

const MADE = given('odoopbx', partner('p', '2026-01-01'), brings('p', 'a', '2026-01-02'))
  .when(paysTo('p', '2026-01-02', 'acct'), paid('i', 'a', '2026-01-10', 100_000, 'EUR'), clock('2026-01-12'))
  .decisions()
  .find((decision) => decision.type === 'PayoutMade');

/** A log in which payouts were made, and sent in so many attempts each. */
async function logOf(payouts: number, attempts: number): Promise<MemoryEventStore> {
  const store = new MemoryEventStore();
  for (let number = 1; number <= payouts; number += 1) {
    const payout = `po-${number}`;
    const placed = {
      program: 'odoopbx',
      seq: number,
      stage: 'payout',
      index: 0,
      decision: { ...MADE!, payout },
    } as const;
    const { stream, event } = decisionEvent(placed, `fact-${number}`, calendarOf('UTC'));
    await store.append([{ stream, expectedRevision: NO_STREAM, events: [event] }]);
    const events = Array.from({ length: attempts }, (_, index) => [
      sending(payout, 'AttemptBegun', { attempt: index + 1, key: 'k', body: {}, fence: 1 }),
      sending(payout, 'AttemptRefused', { code: 'no' }),
    ]).flat();
    await store.append([
      { stream: sendingStream({ program: 'odoopbx', payout }), expectedRevision: NO_STREAM, events },
    ]);
  }
  return store;
}

function sending(payout: string, kind: string, data: object) {
  const fields = { ...data, at: '2026-01-13T09:00:00.000Z' };
  return { id: randomUUID(), type: `${kind}.v1`, data: fields, metadata: { program: 'odoopbx', payout } };
}

async function toldOf(store: MemoryEventStore, told: MemoryTold, until: (outputs: OutputEvent[]) => boolean) {
  const outputs: OutputEvent[] = [];
  const warned: string[] = [];
  const stopping = new AbortController();
  const tell = (page: readonly OutputEvent[]) => {
    outputs.push(...page);
    return Promise.resolve();
  };
  const options = {
    store,
    told,
    tell,
    mayTell: () => Promise.resolve(true),
    warn: (line: string) => warned.push(line),
  };
  const telling = tellSendings({ ...options, pollMs: 1 }, stopping.signal);
  while (!until(outputs)) await new Promise((resolve) => setTimeout(resolve, 2));
  stopping.abort();
  await telling;
  return { outputs, warned };
}

describe('what other systems are told of the sending of payouts', () => {
  it('is each attempt once, with the payout, by an id that follows from both', async () => {
    const { outputs } = await toldOf(await logOf(2, 2), new MemoryTold(), ({ length }) => length >= 4);
    expect(outputs.map(({ output: { data } }) => data)).toEqual(
      [1, 2].flatMap((number) =>
        [1, 2].map((attempt) => ({
          seq: number,
          fact: `fact-${number}`,
          payout: `po-${number}`,
          partner: 'p',
          currency: 'EUR',
          rail: 'paypal',
          netMinor: `${MADE!.netMinor}`,
          attempt,
          sentAt: '2026-01-13T09:00:00.000Z',
        })),
      ),
    );
    expect(new Set(outputs.map(({ id }) => id)).size).toBe(4);
    const again = await toldOf(await logOf(2, 2), new MemoryTold(), ({ length }) => length >= 4);
    expect(again.outputs).toEqual(outputs);
    expect(outputs[0]).toMatchObject({ service: 'payout', key: 'p', time: '2026-01-13T09:00:00.000Z' });
  });

  it('comes again, with the same id, where it was told and could not be noted', async () => {
    const told = new MemoryTold();
    told.fails = 1;
    const { outputs, warned } = await toldOf(await logOf(1, 1), told, ({ length }) => length >= 2);
    expect(outputs[0]).toEqual(outputs[1]);
    expect(warned).toEqual(['telling what was sent: the server went away; trying again until it is well']);
  });

  it('is told to the end, also where it is more than is told at a time, and goes on where it was', async () => {
    const store = await logOf(450, 1);
    const told = new MemoryTold();
    const { outputs } = await toldOf(store, told, ({ length }) => length >= 450);
    expect(new Set(outputs.map(({ id }) => id)).size).toBe(450);
    expect(told.position).toBe(await store.lastPosition());
  });

  it('is nothing where a ledger was restored and tells nothing yet', async () => {
    const stopping = new AbortController();
    const place = { store: await logOf(1, 1), told: new MemoryTold(), warn: () => undefined, pollMs: 1 };
    const tell = () => Promise.reject(new Error('told'));
    const telling = tellSendings({ ...place, tell, mayTell: () => Promise.resolve(false) }, stopping.signal);
    await new Promise((resolve) => setTimeout(resolve, 30));
    stopping.abort();
    await telling;
    expect(place.told.position).toBe(0n);
  });
});
