import type { LedgerEntry, ProjectedBatch } from '@ledger/read-models/ledger-entry';
import { RecordedEntries } from './recorded-entries';

const entryAt = (position: number) =>
  ({ program: 'p', seq: position, decision: { type: 'AnomalyFound' } }) as unknown as LedgerEntry;

/** The entries after `from` up to `to`. */
function batch(from: number, to: number): ProjectedBatch {
  const entries = Array.from({ length: to - from }, (_, index) => entryAt(from + index + 1));
  return { fromCheckpoint: BigInt(from), toCheckpoint: BigInt(to), entries };
}

function recorded(...batches: readonly ProjectedBatch[]): RecordedEntries {
  const entries = new RecordedEntries();
  for (const each of batches) entries.add(each);
  return entries;
}

describe('entries that wait for the projector of the same process', () => {
  it('are one batch as far as they follow on each other', () => {
    const entries = recorded(batch(4, 6), batch(6, 7), batch(9, 10));
    expect(entries.takeAfter(4n)).toEqual(batch(4, 7));
    expect(entries.takeAfter(7n)).toBeNull();
    expect(entries.takeAfter(9n)).toEqual(batch(9, 10));
  });

  it('are forgotten where the read models are further already, and left out where they are within', () => {
    const entries = recorded(batch(0, 3), batch(3, 8), batch(8, 9));
    expect(entries.takeAfter(5n)).toBeNull();
    expect(entries.takeAfter(8n)).toEqual(batch(8, 9));
  });

  it('are no more than ten thousand at once, and what comes when fifty thousand wait is left to the log', () => {
    const entries = recorded(...[0, 1, 2, 3, 4, 5].map((part) => batch(part * 12_000, (part + 1) * 12_000)));
    const taken = [0, 1, 2, 3, 4].map((part) => entries.takeAfter(BigInt(part * 12_000))?.entries.length);
    expect(taken).toEqual([12_000, 12_000, 12_000, 12_000, 12_000]);
    expect(entries.takeAfter(60_000n)).toBeNull();
  });

  it('end a wait as soon as there are some, and when the signal is aborted', async () => {
    const entries = new RecordedEntries();
    const stopping = new AbortController();
    const waiting = entries.untilMore(stopping.signal, 60_000);
    entries.add(batch(0, 1));
    await waiting;
    await entries.untilMore(stopping.signal, 60_000);
    expect(entries.takeAfter(0n)).toEqual(batch(0, 1));
    const idle = entries.untilMore(stopping.signal, 60_000);
    stopping.abort();
    await idle;
  });
});
