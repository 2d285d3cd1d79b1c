import { instant, parseInstant, type Instant } from '@ledger/kernel/instant';
import { rateOf } from '@ledger/kernel/rate';
import type { Terms } from '@ledger/program/terms';
import { activated, brings, clock, closesPeriod, paid, partner } from '../../../test/rules/facts';
import { given } from '../../../test/rules/given';
import { preset, termsOf } from '../../../test/rules/programs';
import { MemoryRuntime } from '../testing/memory-runtime';
import { lookedBackFrom, publicationEffect } from './publication-effect';
import { runWhatIf } from './run-what-if';

const plixo = preset('plixo');
const now = instant(Date.parse('2026-06-15T12:00:00Z'));
const never = new AbortController().signal;
const day = (text: string) => parseInstant(`${text}T00:00:00Z`) as Instant;

/** Twelve instead of ten percent. */
function second(effectiveFrom: Instant, appliesTo: Terms['appliesTo'] = 'all'): Terms {
  const earnings = termsOf('plixo').earnings.map((entry) => ({ ...entry, rate: rateOf('0.12') }));
  return { ...termsOf('plixo'), version: 2, effectiveFrom, appliesTo, earnings };
}

async function history(): Promise<MemoryRuntime> {
  const told = given(
    'plixo',
    partner('p', '2025-01-01'),
    partner('q', '2026-03-01'),
    brings('p', 'a', '2025-02-01'),
    activated('a', '2025-02-02'),
    paid('old', 'a', '2025-06-01', 100_000),
    paid('i1', 'a', '2025-07-01', 100_000),
    brings('q', 'b', '2026-03-02'),
    activated('b', '2026-03-02'),
    paid('j1', 'b', '2026-05-03', 50_000),
    closesPeriod('2026-05', '2026-06-05'),
    clock('2026-06-15T12:00'),
  );
  const runtime = await MemoryRuntime.open([plixo]);
  await runtime.feed(told.events());
  return runtime;
}

async function effectOf(version: Terms) {
  const { store } = await history();
  const since = lookedBackFrom(plixo.calendar, now);
  let taken = 0;
  const run = (terms: Terms) =>
    runWhatIf({
      store,
      task: { program: 'plixo', recordedTerms: plixo.versions, since, terms },
      signal: never,
      taken: (arrivals) => (taken += arrivals),
    });
  const backdated = await run({ ...version, effectiveFrom: since });
  const effect = publicationEffect(version, { fromAt: since, untilAt: now }, await run(version), backdated);
  return { effect, taken };
}

const account = (partner: string, beforeMinor: bigint, afterMinor: bigint, atOnceMinor = 0n) => ({
  partner,
  currency: 'USD',
  beforeMinor,
  afterMinor,
  atOnceMinor,
});

describe('the engine run over a log with another version of the terms', () => {
  it('says what the last twelve months would have been, closed ones too, and posts nothing before it begins', async () => {
    const { effect, taken } = await effectOf(second(day('2026-07-01')));
    expect(effect).toEqual({
      fromAt: day('2025-06-15'),
      untilAt: now,
      approved: 2,
      concerned: 2,
      accounts: [account('p', 10_000n, 12_000n), account('q', 5_000n, 6_000n)],
      totals: [{ currency: 'USD', beforeMinor: 15_000n, afterMinor: 18_000n, atOnceMinor: 0n }],
    });
    // Each of the two runs took them all.
    expect(taken).toBe(2 * 15);
  }, 60_000);

  it('says what a version that has begun already posts at once', async () => {
    const { effect } = await effectOf(second(day('2026-05-01')));
    expect(effect.accounts).toEqual([account('p', 10_000n, 12_000n), account('q', 5_000n, 6_000n, 1_000n)]);
  }, 60_000);

  it('is about those alone whom the version is for', async () => {
    const { effect } = await effectOf(second(day('2026-07-01'), 'new-partners'));
    expect(effect).toMatchObject({ approved: 2, concerned: 0, accounts: [account('q', 5_000n, 6_000n)] });
  }, 60_000);

  it('ends when it is told to', async () => {
    const { store } = await history();
    const stop = new AbortController();
    const task = { program: 'plixo', recordedTerms: plixo.versions, since: now, terms: second(now) };
    const running = runWhatIf({ store, task, signal: stop.signal, taken: () => stop.abort(new Error('enough')) });
    await expect(running).rejects.toThrow('enough');
  });
});
