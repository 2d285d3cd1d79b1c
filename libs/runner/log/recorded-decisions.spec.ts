import type { RecordedEvent } from '@ledger/event-store/event-store';
import { DecisionCameLate, lookingFarEnough, RecordedDecisions, type Lookahead } from './recorded-decisions';

async function* log(seqs: readonly number[]): AsyncGenerator<RecordedEvent> {
  for (const [place, seq] of seqs.entries()) {
    const decided = {
      program: 'x',
      seq,
      stage: 'partner-status',
      index: seqs.slice(0, place).filter((s) => s === seq).length,
    };
    const data = { partner: 'p', quarter: '2026-Q1', wins: place };
    const event = { id: `${place}`, type: 'WinsChanged.v1', data, metadata: { ...decided, fact: 'f' }, hash: '' };
    yield await Promise.resolve({ ...event, stream: `wins.x-${seq}`, revision: 0n, position: BigInt(place + 1) });
  }
}

async function foundOn(seqs: readonly number[], facts: number, lookahead: Lookahead): Promise<number[]> {
  const decided = new RecordedDecisions(log(seqs), { lookahead });
  const found: number[] = [];
  for (let seq = 1; seq <= facts; seq += 1) found.push((await decided.on('x', seq, BigInt(seq))).length);
  await decided.toEnd();
  return found;
}

describe('recorded decisions', () => {
  const near: Lookahead = { facts: 2, positions: 3n };

  it('are found in the order of the facts where they stand within what is looked ahead', async () => {
    expect(await foundOn([2, 1, 2, 3, 3, 3], 4, near)).toEqual([1, 2, 3, 0]);
  });

  it('that came late are told, wherever they stand', async () => {
    await expect(foundOn([2, 3, 4, 5, 6, 7, 1], 7, near)).rejects.toThrow(DecisionCameLate);
  });

  it('are all found however far behind their fact they stand', async () => {
    const tried: Lookahead[] = [];
    const seqs = [...Array.from({ length: 5_000 }, (_, index) => index + 2), 1];
    const found = await lookingFarEnough((lookahead) => {
      tried.push(lookahead);
      return foundOn(seqs, 5_001, lookahead);
    });
    expect(found.every((count) => count === 1)).toBe(true);
    expect(tried).toHaveLength(2);
  });
});
