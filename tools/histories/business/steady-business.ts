import { instant, plusDays, type Instant } from '@ledger/kernel/instant';
import type { Business } from '../knobs';
import type { Random } from '../random';
import type { Happening, Telling } from '../telling';
import { at, dateOf, monthsLater } from '../times';
import { SteadyCustomer } from './steady-customer';
import { setUpPartner, steadyPartner, type SteadyPartner } from './steady-partner';

const DAY_MS = 86_400_000;
/** Nobody hires a partner for fewer events. */
const EVENTS_A_PARTNER = 60;

/**
 * Partners join, customers come, pay, get some back, leave, and others come; the clock ends it. Keeps only the customers
 * of the moment in mind, however many follow.
 */
export function* steadyBusiness(telling: Telling, acting: Business): Generator<Happening> {
  const { terms, events, starts } = telling;
  const partners: SteadyPartner[] = [];
  const count = Math.max(1, Math.min(acting.mostPartners, Math.floor(events / EVENTS_A_PARTNER)));
  for (let which = 0; which < count; which += 1) {
    const partner = steadyPartner(which);
    partners.push(partner);
    for (const doing of setUpPartner(terms, which, partner))
      if (telling.left > 1) yield { ...doing, time: starts, undisturbed: true };
  }
  let last = starts;
  for (const happening of business(telling, partners, acting)) {
    last = happening.time;
    yield happening;
    if (telling.left <= 1) break;
  }
  yield { type: 'clock.advanced', time: plusDays(last, 1), data: {}, undisturbed: true };
}

/** What customers do, one after the other, evenly over the time, with the months being closed in between. */
function* business(telling: Telling, partners: readonly SteadyPartner[], acting: Business): Generator<Happening> {
  const { terms, random, starts, ends, left } = telling;
  const stepMs = (ends - starts) / Math.max(left - 1, 1);
  const heardOf = Math.round((acting.daysBetweenEvents * DAY_MS) / stepMs);
  const slots = Math.max(1, Math.min(acting.mostCustomers, heardOf));
  const customers: SteadyCustomer[] = [];
  let born = 0;
  let month = 0;
  for (let step = 0; step < left - 1; step += 1) {
    const time = instant(starts + 60_000 + Math.floor(step * stepMs));
    if (time >= closingTimeOf(starts, month)) {
      yield { ...closing(starts, month), time };
      month += 1;
      continue;
    }
    const slot = step % slots;
    const customer = customers[slot];
    const next =
      customer === undefined || customer.isGone
        ? new SteadyCustomer(terms, random, partnerFor(random, partners, acting), (born += 1))
        : customer;
    customers[slot] = next;
    yield { ...next.step(random, time), time };
  }
}

function partnerFor(random: Random, partners: readonly SteadyPartner[], { hot }: Business): SteadyPartner {
  const [first] = partners;
  return hot > 0 && random.chance(hot) && first !== undefined ? first : random.pick(partners);
}

const monthAfter = (starts: Instant, month: number) => monthsLater(`${dateOf(starts).slice(0, 7)}-01`, month);

/** A month is closed on the sixth day after it. */
function closingTimeOf(starts: Instant, month: number): Instant {
  return plusDays(at(monthAfter(starts, month + 1)), 5);
}

function closing(starts: Instant, month: number) {
  return { type: 'period.closed', data: { period: monthAfter(starts, month).slice(0, 7), by: 'finance' } };
}
