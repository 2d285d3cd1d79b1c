import type { LedgerEventJson } from '@tools/samples/ledger-event-json';
import { Random } from '@tools/samples/random';
import { at, monthsLater } from '@tools/samples/sample-time';
import { formatInstant, instant, plusDays, type Instant } from '@ledger/kernel/instant';
import type { Terms } from '@ledger/program/terms';
import { setUpPartner, type SteadyPartner } from './steady-partner';
import { SteadyCustomer, type Happening } from './steady-customer';

const START = at('2026-01-01', '00:00');
const YEARS_DAYS = 730;
/** Each customer is heard of about so often; it decides how many there are at the same time. */
const DAYS_BETWEEN_EVENTS_OF_A_CUSTOMER = 8;
const MOST_CUSTOMERS = 5_000;
const MOST_PARTNERS = 40;
/** With one hot partner, it has this share of the customers. */
const HOT_SHARE = 0.9;
const SENT_TWICE = 0.004;
const LATE = 0.01;

/**
 * Two years of ordinary business: partners join, customers come, pay, get some back, leave, and others come.
 * Yields exactly `events` events and keeps only the customers of the moment in mind, however many follow.
 */
export function* steadyStream(
  terms: Terms,
  seed: number,
  events: number,
  shape: 'uniform' | 'hot-partner',
): Generator<LedgerEventJson> {
  const random = new Random(seed).fork(`${shape} ${terms.program}`);
  const names = new Numbering(terms.program);
  let left = events - 1;
  const partners: SteadyPartner[] = [];
  for (const joined of partnersThatJoin(terms, events)) {
    partners.push(joined.partner);
    for (const happening of joined.happenings.slice(0, left)) yield names.toEvent(happening, START);
    left -= Math.min(left, joined.happenings.length);
  }
  let last = START;
  for (const { happening, time } of business(terms, random, partners, shape, left)) {
    if (left === 0) break;
    last = time;
    const late = random.chance(LATE) ? instant(Math.max(START, time - random.integer(1, 72) * 3_600_000)) : time;
    const event = names.toEvent(happening, late);
    yield event;
    left -= 1;
    if (left === 0 || !random.chance(SENT_TWICE)) continue;
    yield event;
    left -= 1;
  }
  if (events > 0) yield names.toEvent({ type: 'clock.advanced', data: {} }, plusDays(last, 1));
}

function* partnersThatJoin(
  terms: Terms,
  events: number,
): Generator<{ partner: SteadyPartner; happenings: Happening[] }> {
  const count = Math.max(1, Math.min(MOST_PARTNERS, Math.floor(events / 60)));
  for (let which = 0; which < count; which += 1) yield setUpPartner(terms, which);
}

interface Timed {
  readonly happening: Happening;
  readonly time: Instant;
}

/** What customers do, one after the other, with the months being closed in between; exactly `count` of it. */
function* business(
  terms: Terms,
  random: Random,
  partners: readonly SteadyPartner[],
  shape: 'uniform' | 'hot-partner',
  count: number,
): Generator<Timed> {
  const stepMs = (YEARS_DAYS * 86_400_000) / Math.max(count, 1);
  const slots = Math.max(
    1,
    Math.min(MOST_CUSTOMERS, Math.round((DAYS_BETWEEN_EVENTS_OF_A_CUSTOMER * 86_400_000) / stepMs)),
  );
  const customers: SteadyCustomer[] = [];
  let born = 0;
  let month = 0;
  for (let step = 0; step < count; step += 1) {
    const time = instant(START + 60_000 + Math.floor(step * stepMs));
    if (time >= closingTimeOf(month)) {
      month += 1;
      yield { happening: closing(month - 1), time };
      continue;
    }
    const slot = step % slots;
    const customer = customers[slot];
    const next =
      customer === undefined || customer.isGone
        ? new SteadyCustomer(terms, random, partnerFor(random, partners, shape), (born += 1))
        : customer;
    customers[slot] = next;
    yield { happening: next.step(random, time), time };
  }
}

function partnerFor(
  random: Random,
  partners: readonly SteadyPartner[],
  shape: 'uniform' | 'hot-partner',
): SteadyPartner {
  const hot = shape === 'hot-partner' && random.chance(HOT_SHARE);
  const [first] = partners;
  return hot && first !== undefined ? first : random.pick(partners);
}

/** A month is closed on the sixth day after it. */
function closingTimeOf(month: number): Instant {
  return plusDays(at(monthsLater('2026-01-01', month + 1)), 5);
}

function closing(month: number): Happening {
  return { type: 'period.closed', data: { period: monthsLater('2026-01-01', month).slice(0, 7), by: 'finance' } };
}

/** Gives events their ids, in the order in which they come. */
class Numbering {
  private count = 0;

  constructor(private readonly program: string) {}

  toEvent({ type, data }: Happening, time: Instant): LedgerEventJson {
    this.count += 1;
    const id = `e-${String(this.count).padStart(8, '0')}`;
    return { specversion: '1.0', id, source: '/stress', type, time: formatInstant(time), program: this.program, data };
  }
}
