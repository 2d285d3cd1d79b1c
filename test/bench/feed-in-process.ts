import { readJsonLines } from '@ledger/hosting/input/read-json-lines';
import type { Answer, LedgerRuntime, Offer } from '@ledger/runner/ledger-runtime';

const OFFERS_A_CALL = 500;
/** So that a batch is decided while the one before it is recorded. */
const CALLS_AT_A_TIME = 4;

/** Offers the events of a file in calls of 500, a few at a time; answers how many verdicts there were of each kind. */
export async function feedInProcess(runtime: LedgerRuntime, file: string): Promise<Record<string, number>> {
  const verdicts: Record<string, number> = {};
  const underWay = new Set<Promise<void>>();
  const count = (answers: readonly Answer[]) => {
    for (const { verdict } of answers) verdicts[verdict.type] = (verdicts[verdict.type] ?? 0) + 1;
  };
  const send = async (offers: readonly Offer[]) => {
    if (offers.length === 0) return;
    const call: Promise<void> = runtime
      .offer(offers)
      .then(count)
      .finally(() => underWay.delete(call));
    underWay.add(call);
    if (underWay.size >= CALLS_AT_A_TIME) await Promise.race(underWay);
  };
  let offers: Offer[] = [];
  for await (const { value, lineNumber } of readJsonLines(file)) {
    offers.push({ value, origin: { place: 'file:bench', index: lineNumber } });
    if (offers.length < OFFERS_A_CALL) continue;
    await send(offers);
    offers = [];
  }
  await send(offers);
  await Promise.all(underWay);
  return verdicts;
}
