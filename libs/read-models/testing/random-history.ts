import type fastCheck from 'fast-check';
import { instant } from '@ledger/kernel/instant';
import { quarterOfMonth, type Month } from '@ledger/kernel/calendar';
import type { Introduction } from '@ledger/stages/attribution/attribution.decisions';
import type { CommissionReason } from '@ledger/stages/commission/commission.decisions';
import type { Decision } from '@ledger/stages/stage';
import type { LedgerEntry } from '../ledger-entry';
import { arrived, at, attribution, decided, posted, profile, standing } from './entries';
import { answer, holdBack, pay, postOwn, propose, release, type OpenLine, type World } from './random-payouts';

/** Names with what trips up keys, orders and encodings: a NUL, code points beyond U+FFFF, quotes, commas, the empty-looking. */
const PARTNERS = ['p', 'p,"{}', '\u{1F600}p', '\uFF5Ep', 'p\u0000', 'NULL'];
const CUSTOMERS = ['a', 'b\\', "c'c", '\u0001', 'ä'];
const CURRENCIES = ['USD', 'JPY', 'KWD'];
const PROGRAMS = ['plixo', 'three-tier'];
const REASONS: readonly CommissionReason[] = ['accrual', 'refund', 'dispute', 'clawback', 'bonus', 'correction'];
const START = at('2026-01-01');
const HOUR_MS = 3_600_000;

type Step = readonly [kind: number, a: number, b: number, c: number];

/** Entries of two programs as the stages could have decided them, interleaved fact by fact; a test brings fast-check. */
export function randomHistory(fc: typeof fastCheck): fastCheck.Arbitrary<readonly LedgerEntry[]> {
  const step = fc.tuple(fc.nat(16), fc.nat(1_000), fc.nat(1_000), fc.nat(1_000));
  return fc.array(step, { minLength: 1, maxLength: 120, size: 'max' }).map(historyOf);
}

function historyOf(steps: readonly Step[]): readonly LedgerEntry[] {
  const worlds = PROGRAMS.map((program): World => ({
    program,
    seq: 0,
    clock: START,
    lines: [],
    payouts: [],
    entries: [],
  }));
  for (const world of worlds) begin(world);
  for (const step of steps) perform(worlds[step[1] % worlds.length] as World, step);
  return worlds
    .flatMap(({ entries }) => entries)
    .sort((a, b) => a.seq - b.seq || (a.program < b.program ? -1 : a.program > b.program ? 1 : 0));
}

function begin(world: World): void {
  PARTNERS.forEach((partner) =>
    fact(world, [standing(partner, { tier: world.program === 'plixo' ? null : 'referral' })]),
  );
}

function fact(world: World, decisions: readonly Decision[]): void {
  world.seq += 1;
  world.entries.push(arrived(world.program, world.seq, world.clock, { type: 'accepted' }));
  for (const decision of decisions) world.entries.push(decided(world.program, world.seq, decision));
}

function perform(world: World, step: Step): void {
  const [kind, a, b, c] = step;
  world.clock = instant(world.clock + (c % 400) * HOUR_MS);
  const partner = PARTNERS[a % PARTNERS.length] as string;
  const customer = CUSTOMERS[b % CUSTOMERS.length] as string;
  switch (kind) {
    case 0:
      return fact(world, [
        standing(partner, { holds: c % 2 === 0 ? ['suspended', 'violation'] : [], terminated: b % 5 === 0 }),
      ]);
    case 1:
      return fact(world, [{ type: 'PromotionGranted', partner, promotion: 'launch', rate: '0.5' }]);
    case 2: {
      const wonIn = c % 3 === 0 ? null : quarterOfMonth((24_312 + (c % 24)) as Month);
      return fact(world, [{ type: 'CustomerCounted', partner, customer, activatedAt: world.clock, wonIn }]);
    }
    case 3:
      return fact(world, [{ type: 'CustomerUncounted', partner, customer }]);
    case 4:
      return fact(world, [randomAttribution(world, customer, partner, c)]);
    case 5:
      return fact(world, [randomHolds(world, customer, partner, b, c)]);
    case 6:
      return fact(world, [randomAnomaly(customer, c)]);
    case 7:
      return fact(world, [randomProfile(world, partner, b)]);
    case 8:
      return turnAway(world, c);
    default:
      return takeMoney(world, step);
  }
}

/** Lines are posted, move and are paid. */
function takeMoney(world: World, [kind, a, b, c]: Step): void {
  const partner = PARTNERS[a % PARTNERS.length] as string;
  const customer = CUSTOMERS[b % CUSTOMERS.length] as string;
  const currency = CURRENCIES[c % CURRENCIES.length] as string;
  switch (kind) {
    case 9:
    case 10:
      return fact(world, post(world, { partner, customer, currency, count: (b % 3) + 1, size: c }));
    case 11:
      return fact(world, holdBack(world, partner, currency));
    case 12:
      return fact(world, [...release(world, partner, currency, b), ...pay(world, partner, currency, c)]);
    case 13:
      return fact(world, answer(world, c));
    case 14:
      return fact(world, postOwn(world, { partner, currency, size: c }));
    case 15:
      return fact(world, propose(world, { partner, currency, choice: c }));
    default:
      return fact(world, [
        ...post(world, { partner, customer, currency, count: 2, size: b }),
        ...release(world, partner, currency, c),
        ...holdBack(world, partner, currency),
        ...release(world, partner, currency, a),
        ...pay(world, partner, currency, b),
        ...answer(world, c),
        ...post(world, { partner, customer, currency, count: 1, size: a }),
        ...release(world, partner, currency, 1),
      ]);
  }
}

const invoiceOf = (customer: string, choice: number) => `${customer}-i${choice % 4}`;
const holdsOf = (choice: number) =>
  (['dispute', 'not_activated'] as const).filter((_, bit) => (choice >> bit) % 2 === 1);

function randomHolds(world: World, customer: string, partner: string, b: number, c: number): Decision {
  const holds = holdsOf(b);
  return {
    type: 'InvoiceHoldsChanged',
    invoice: invoiceOf(customer, c),
    customer,
    partner,
    holds,
    decidedAt: world.clock,
  };
}

function randomAnomaly(customer: string, c: number): Decision {
  const type = c % 3 === 0 ? 'AnomalyResolved' : 'AnomalyFound';
  return { type, code: 'refund_exceeds_amount', invoice: invoiceOf(customer, c % 5), detail: customer };
}

function turnAway(world: World, choice: number): void {
  world.seq += 1;
  const rejected = { type: 'rejected', code: 'unknown_partner', detail: `x${choice}\u0000` } as const;
  const verdict = choice % 3 === 0 ? ({ type: 'ignored' } as const) : rejected;
  world.entries.push(arrived(world.program, world.seq, world.clock, verdict));
}

function randomAttribution({ program, clock }: World, customer: string, partner: string, choice: number): Decision {
  const introduction: Introduction = {
    partner,
    claim: 'signup',
    claimedAt: clock,
    countedAt: clock,
    id: `claim ${choice}`,
    source: 'test',
    barred: choice % 4 === 0 ? 'not_approved' : null,
    role: 'sourced',
    tier: program === 'plixo' ? null : 'referral',
    endsAt: choice % 5 === 0 ? instant(clock + 100 * HOUR_MS) : null,
  };
  const credits = [{ partner, role: 'sourced', weight: 1 }] as const;
  const override = choice % 3 === 0 ? { id: `override ${choice}`, source: 'test' } : null;
  return attribution(customer, {
    introductions: [introduction],
    spans: [{ fromAt: null, credits, override }],
    credits,
    settledAt: choice % 2 === 0 ? clock : null,
  });
}

function randomProfile({ clock }: World, partner: string, choice: number): Decision {
  const taxForms = choice % 2 === 0 ? [] : [{ form: 'W-9', recordedAt: clock, validThrough: null }];
  return profile(partner, {
    rail: 'stripe',
    taxForms,
    acknowledgementOpen: choice % 3 === 0,
    payoutFailed: choice % 5 === 0,
    methodChangedAt: choice % 4 === 0 ? clock : null,
    withholdingRate: choice % 7 === 0 ? '0.24' : null,
  });
}

interface Posting {
  readonly partner: string;
  readonly customer: string;
  readonly currency: string;
  readonly count: number;
  readonly size: number;
}

function post(world: World, { partner, customer, currency, count, size }: Posting): readonly Decision[] {
  return Array.from({ length: count }, (_, index) => {
    const invoice = `${invoiceOf(customer, size)} ${currency}`;
    const lineId = `l${index}`;
    const before = world.lines.filter(
      (each) => each.invoice === invoice && each.line === lineId && each.partner === partner,
    );
    const line: OpenLine = {
      partner,
      invoice,
      line: lineId,
      lineSeq: before.length + 1,
      amount: size - 300,
      currency,
      state: 'hold',
    };
    world.lines.push(line);
    const times = {
      effectiveAt: world.clock,
      postedAt: world.clock,
      clearsAt: instant(world.clock + (size % 5) * 100 * HOUR_MS),
    };
    const reason = REASONS[size % REASONS.length] as CommissionReason;
    return posted(line, { customer, currency, reason, holds: holdsOf(size % 4), cause: `e${world.seq}`, ...times });
  });
}
