import { calendarOf } from '@ledger/kernel/calendar';
import { parseInstant, type Instant } from '@ledger/kernel/instant';
import { fromLastQuarter, protectedList, type ListedAccount } from './protected-list';
import { violationStep } from './violation-ladder';

const at = (day: string) => parseInstant(`${day}T00:00:00Z`)!;
const UTC = calendarOf('UTC');
const account = (move: ListedAccount['move'], customer: string, day: string): ListedAccount => ({
  customer,
  move,
  at: at(day),
  id: `${move} ${customer} ${day}`,
  source: 's',
});
const RECORDED = [
  account('protected', 'old', '2026-03-30'),
  account('protected', 'quiet', '2026-04-02'),
  account('protected', 'lively', '2026-04-02'),
  account('protected', 'gone', '2026-04-02'),
  account('lost', 'gone', '2026-05-01'),
  account('protected', 'quiet', '2026-05-02'),
];
const MOVED: Readonly<Record<string, Instant>> = { lively: at('2026-04-01'), quiet: at('2026-03-31') };
const list = (day: string) => protectedList(RECORDED, (customer) => MOVED[customer] ?? null, at(day), UTC);

describe('a protected list', () => {
  it('has what was protected in the quarter and not lost, each once, until the quarter ends', () => {
    expect(list('2026-04-30').map(({ customer }) => customer)).toEqual(['gone', 'lively', 'quiet']);
    expect(list('2026-06-30').map(({ customer }) => customer)).toEqual(['lively', 'quiet']);
    expect(list('2026-06-30')[0]).toMatchObject({ protectedAt: at('2026-04-02'), until: at('2026-07-01') });
    expect(list('2026-07-01')).toEqual([]);
  });

  it('proposes for release what did not move in the quarter', () => {
    expect(list('2026-06-30').map(({ isProposedForRelease }) => isProposedForRelease)).toEqual([false, true]);
  });

  it('begins with what the quarter before ended with', () => {
    expect(fromLastQuarter(RECORDED, at('2026-04-01'), UTC)).toEqual(['old']);
    expect(fromLastQuarter(RECORDED, at('2026-07-01'), UTC)).toEqual(['lively', 'quiet']);
    expect(fromLastQuarter([...RECORDED, account('protected', 'old', '2026-04-05')], at('2026-04-06'), UTC)).toEqual(
      [],
    );
  });
});

it('goes up the ladder with each violation', () => {
  const ladder = { holdAt: 2, terminateAt: 3 };
  expect([1, 2, 3, 4].map((nth) => violationStep(nth, ladder))).toEqual(['warning', 'hold', 'removal', 'removal']);
});
