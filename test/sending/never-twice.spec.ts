import { shippedMachine } from './machine';
import { plantedFaults } from './planted-faults';
import { plantedByRepeating } from './planted-by-repeating';
import { LISTING_RAIL } from './rail-model';
import { REPEATING_RAIL } from './repeating-rail';
import { search, type Found } from './search';
import { REPEATING_SMALL_TIMES, TIMES } from './small-times';
import { beginning, beginningAlone } from './world';

/** At most three attempts, and two requests under way at a time. */
const BOUNDS = { attempts: 3, flights: 2, rail: LISTING_RAIL };
/** At most two attempts, where the rail lists nothing and pays later. */
const REPEATING_BOUNDS = { attempts: 2, flights: 2, rail: REPEATING_RAIL };

/** Shown with the result: what a search saw, and how it came to what is wrong. */
function tell(name: string, { states, moves, byRecord, wrong }: Found): void {
  const records = [...byRecord].map(([record, count]) => `${record} ${count}`).join(', ');
  const way = wrong === null ? [] : [`${wrong.what}:`, ...wrong.way.map((step, at) => `  ${at + 1}. ${step}`)];
  process.stdout.write([`${name}: ${states} states, ${moves} moves (${records})`, ...way, ''].join('\n'));
}

describe('a payout, by every interleaving of two senders, restarts, a person, the clock and the faults of its rail', () => {
  it('is paid at most once, never fails where it was paid, and comes to an end from wherever it gets', () => {
    const found = search(beginning, shippedMachine(TIMES), BOUNDS);
    tell('all interleavings', found);
    expect(found.wrong).toBeNull();
    expect(found.stuck).toBeNull();
    expect([...found.byRecord.keys()].sort()).toEqual([
      ...['ALLOWED', 'FAILED', 'FROZEN', 'MANUAL', 'NEW', 'REFUSED'],
      ...['SENDING', 'SETTLED', 'TAKEN', 'UNKNOWN'],
    ]);
  }, 120_000);

  it.each(plantedFaults)('finds the shortest way to what is wrong with $name', ({ name, machine, leadsTo }) => {
    const found = search(beginning, machine, BOUNDS);
    tell(name, found);
    expect(found.wrong?.what).toBe(leadsTo);
  });
});

describe('a payout by a rail that lists nothing and pays later, by every interleaving', () => {
  it('is paid at most once, never fails where it was paid, and comes to an end from wherever it gets', () => {
    const found = search(beginningAlone, shippedMachine(REPEATING_SMALL_TIMES), REPEATING_BOUNDS);
    tell('all interleavings, by repeating', found);
    expect(found.wrong).toBeNull();
    expect(found.stuck).toBeNull();
    expect([...found.byRecord.keys()].sort()).toEqual([
      ...['ALLOWED', 'FAILED', 'FROZEN', 'MANUAL', 'NEW', 'REFUSED'],
      ...['SENDING', 'SETTLED', 'TAKEN', 'UNKNOWN'],
    ]);
  }, 120_000);

  it.each(plantedByRepeating)('finds the shortest way to what is wrong with $name', ({ name, machine, leadsTo }) => {
    const found = search(beginningAlone, machine, REPEATING_BOUNDS);
    tell(`${name}, by repeating`, found);
    expect(found.wrong?.what).toBe(leadsTo);
  });
});
