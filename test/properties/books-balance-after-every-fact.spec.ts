import fc from 'fast-check';
import type { ProgramView } from '@ledger/read-models/ledger-view';
import { breachesInside } from '../cases/ledger-sanity';
import { readLedgerOutput } from '../cases/ledger-output';
import { anyHistory } from './anything';
import { PROPERTY_TIMEOUT_MS, propertyRuns } from './property-runs';
import { RunningReplay } from './replay-in-process';

async function all<T>(rows: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const row of rows) found.push(row);
  return found;
}

/** What is wrong with the books of a program as they stand: nothing, one hopes. */
async function breachesOf(view: ProgramView): Promise<readonly string[]> {
  const [trialBalance, statements, lines] = [
    await all(view.trialBalance()),
    await all(view.statements()),
    await all(view.lines()),
  ];
  const payouts = (await all(view.payouts())).map((row) => ({ ...row, lines: BigInt(row.lines) }));
  const unpaid = await all(view.unpaid());
  const counted = lines.map((row) => ({
    ...row,
    seq: BigInt(row.seq),
    termsVersion: row.termsVersion === null ? null : BigInt(row.termsVersion),
  }));
  const rest = { partners: [], attributions: [], rejected: [], anomalies: [], ignored: 0n };
  const { program, asOf } = view;
  return breachesInside({ program, asOf, trialBalance, statements, payouts, unpaid, lines: counted, ...rest }, 'after');
}

it(
  'after every fact: the trial balance is zero, statements chain, lines less payouts are what is unpaid and what closes',
  () =>
    fc.assert(
      fc.asyncProperty(anyHistory(150), async ({ events }) => {
        const replay = new RunningReplay();
        for (const event of events) {
          replay.offer(event);
          for (const program of (await replay.view()).programs) expect(await breachesOf(program)).toEqual([]);
        }
      }),
      propertyRuns(12),
    ),
  PROPERTY_TIMEOUT_MS,
);

it(
  'at the end of longer histories too',
  () =>
    fc.assert(
      fc.asyncProperty(anyHistory(900), async ({ events }) => {
        const replay = new RunningReplay();
        for (const event of events) replay.offer(event);
        for (const program of readLedgerOutput(await replay.print()).programs) {
          expect(breachesInside(program, 'at the end')).toEqual([]);
        }
      }),
      propertyRuns(20),
    ),
  PROPERTY_TIMEOUT_MS,
);
