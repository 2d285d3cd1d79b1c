import { formatMonth } from '@ledger/kernel/calendar';
import { generateHistory } from '@tools/histories/generate-history';
import { ledgerAsOf } from '@ledger/read-models/as-of/ledger-as-of';
import { MemoryLedger } from '@ledger/read-models/memory/memory-ledger';
import { ReplayLedger } from '@ledger/runner/replay-ledger';
import { preset } from '../../../test/rules/programs';
import { brings, clock, closesPeriod, fact, paid, partner } from '../../../test/rules/facts';
import { given, type History } from '../../../test/rules/given';
import type { Decision } from '../stage';

const shown = (decisions: readonly Decision[]) =>
  decisions.flatMap((told) =>
    told.type === 'StatementClosed'
      ? [`${told.partner} ${told.currency} ${formatMonth(told.fromMonth)} ${formatMonth(told.month)}`]
      : [],
  );
const closed = (history: History) => shown(history.decisions());

const sold = given('odoopbx', partner('q', '2026-01-01'), partner('p', '2026-01-01'))
  .when(brings('q', 'a', '2026-01-02'), brings('p', 'b', '2026-01-02'))
  .when(paid('i', 'a', '2026-01-10', 10_000, 'EUR'), paid('j', 'b', '2026-02-10', 10_000, 'EUR'))
  .when(clock('2026-05-01'));

describe('a month that is closed', () => {
  it('is told for each partner that has a statement in it, by name, with the months closed along', () => {
    const january = sold.when(closesPeriod('2026-01', '2026-05-02'));
    expect(closed(january)).toEqual(['q EUR 2026-01 2026-01']);
    const march = january.when(closesPeriod('2026-03', '2026-05-03'));
    expect(closed(march).slice(1)).toEqual(['p EUR 2026-02 2026-03', 'q EUR 2026-02 2026-03']);
    expect(closed(march.when(closesPeriod('2026-02', '2026-05-04')))).toHaveLength(3);
  });

  it('is told for lines of the partner’s own, in each currency', () => {
    const adjusted = sold.when(
      fact('adjustment.posted', '2026-03-05', {
        adjustment: 'x',
        partner: 'q',
        currency: 'USD',
        amount: 5,
        by: 'a',
        reason: 'r',
      }),
      closesPeriod('2026-03', '2026-05-02'),
    );
    expect(closed(adjusted)).toEqual(['p EUR 2026-02 2026-03', 'q EUR 2026-01 2026-03', 'q USD 2026-03 2026-03']);
  });

  it('is told of what is posted late from the month on in which it is', () => {
    const late = sold.when(closesPeriod('2026-03', '2026-05-02'), paid('k', 'b', '2026-01-15', 500, 'USD'));
    expect(closed(late.when(closesPeriod('2026-04', '2026-05-03'))).slice(2)).toEqual([
      'p EUR 2026-04 2026-04',
      'p USD 2026-04 2026-04',
      'q EUR 2026-04 2026-04',
    ]);
  });

  it.each([14, 21, 33])(
    'is told for exactly those of whom the ledger has a statement of it (history %d)',
    async (seed) => {
      const { decisions, statements } = await run(
        generateHistory({ program: 'three-tier', seed, events: 500, shape: 'adversarial' }),
      );
      const told = decisions.flatMap((each) => (each.type === 'StatementClosed' ? [each] : []));
      const months = [...new Set(told.map(({ month }) => formatMonth(month)))];
      expect(months.length).toBeGreaterThan(0);
      for (const closedMonth of months) {
        const ofMonth = told.filter(({ month }) => formatMonth(month) === closedMonth);
        const expected = statements.filter(({ month }) => month === closedMonth);
        expect(ofMonth.map(nameOf)).toEqual(expected.map(nameOf));
      }
    },
  );
});

const nameOf = ({ partner: name, currency }: { readonly partner: string; readonly currency: string }) =>
  `${name} ${currency}`;

/** What is decided on a history, and the statements that follow. */
async function run(events: readonly object[]) {
  const program = preset('three-tier');
  const rows = new MemoryLedger(() => program.calendar);
  const decisions: Decision[] = [];
  const ledger = new ReplayLedger(
    { programs: [program], skipped: new Set(), asOf: null },
    {
      arrived: (arrival) => rows.arrived(arrival),
      decided: (name, decision) => {
        rows.decided(name, decision);
        decisions.push(decision);
      },
    },
  );
  for (const event of events) ledger.offer(event);
  ledger.finish();
  const view = await ledgerAsOf(rows, { termsOf: (name) => ledger.termsOf(name) ?? program, asOf: null });
  const statements: { partner: string; currency: string; month: string }[] = [];
  for (const each of view.programs.filter(({ program: name }) => name === program.name)) {
    for await (const statement of each.statements()) statements.push(statement);
  }
  return { decisions, statements };
}
