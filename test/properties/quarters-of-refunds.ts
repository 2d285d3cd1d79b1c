import { Random } from '@tools/samples/random';
import { DAY_MS, formatInstant, instant } from '@ledger/kernel/instant';
import { amountMinor } from '@ledger/kernel/money';
import { programTerms, type ProgramTerms } from '@ledger/program/program-terms';
import type { Terms } from '@ledger/program/terms';
import * as facts from '../rules/facts';
import type { Told } from '../rules/facts';
import { given } from '../rules/given';
import { otherTerms } from './other-terms';
import { presetNamed } from './presets';

const START = Date.UTC(2026, 0, 5);
const HALF_DAY_MS = DAY_MS / 2;
const PARTNERS = ['p', 'q'];
const CUSTOMERS = ['a', 'b', 'c'];

/** A program that makes refunds wait for the end of the quarter, and a history of little else, in order of time. */
export interface QuartersOfRefunds {
  readonly program: ProgramTerms;
  readonly events: readonly object[];
}

/** Solution partners whose customers pay and get money back, while their tiers, credits and standing change. */
export function quartersOfRefunds(seed: number, length: number): QuartersOfRefunds {
  const random = new Random(seed).fork('quarters of refunds');
  const terms = presetNamed('three-tier').versions[0] as Terms;
  const program = programTerms([random.chance(0.4) ? terms : differing(terms, random)]);
  const opening = [
    ...PARTNERS.flatMap((partner) => facts.affiliate(partner, '2026-01-01', 'solution')),
    ...facts.brings('p', 'a', '2026-01-02'),
    ...facts.brings('q', 'b', '2026-01-02'),
    facts.overridden('c', '2026-01-03', [facts.sourced('p', 2), facts.sourced('q')]),
  ];
  const quarters = new Quarters(random);
  return {
    program,
    events: given(
      program,
      opening,
      Array.from({ length }, () => quarters.next()),
    ).events(),
  };
}

function differing(terms: Terms, random: Random): Terms {
  const other = otherTerms(terms, random);
  const inUsd = (...amounts: number[]) => ({ USD: amountMinor(random.pick(amounts)) });
  const payout = {
    ...other.payout,
    minimums: random.chance(0.5) ? [] : [{ partnerType: null, rail: null, amountsMinor: inUsd(500, 4_000) }],
    approval: random.chance(0.4) ? { aboveMinor: inUsd(0, 3_000) } : null,
  };
  return { ...other, trueUpTiers: ['solution', ...other.trueUpTiers], payout };
}

class Quarters {
  private now = START;
  private invoices = 0;
  private refunds = 0;
  private others = 0;

  constructor(private readonly random: Random) {}

  next(): Told {
    this.now += this.random.integer(0, 5) * HALF_DAY_MS;
    const at = formatInstant(instant(this.now));
    const { random } = this;
    if (this.invoices === 0 || random.chance(0.3)) return this.invoice(at);
    return random.chance(0.55) ? this.refund(at) : this.other(at);
  }

  private invoice(at: string): Told {
    const { random } = this;
    const lines = Array.from({ length: random.integer(1, 3) }, (_, index) => ({
      kind: random.pick(['subscription', 'subscription', 'usage', 'services'] as const),
      amount: index === 0 ? random.integer(1_000, 20_000) : random.integer(-4_000, 8_000),
    }));
    this.invoices += 1;
    return facts.paid(`i${this.invoices}`, random.pick(CUSTOMERS), at, lines, random.pick(['USD', 'USD', 'EUR']));
  }

  private refund(at: string): Told {
    const { random } = this;
    if (this.refunds > 0 && random.chance(0.15)) {
      return facts.refundFailed(`r${random.integer(1, this.refunds)}`, at);
    }
    this.refunds += 1;
    const sum = random.integer(1, 9_000);
    const by = random.chance(0.4) ? { [random.pick(['l1', 'l2', 'l3'])]: sum } : sum;
    return facts.refunded(`r${this.refunds}`, this.someInvoice(), at, by);
  }

  private other(at: string): Told {
    const { random } = this;
    const [partner, customer] = [random.pick(PARTNERS), random.pick(CUSTOMERS)];
    this.others += 1;
    return random.pick([
      () => facts.disputed(`d${this.others}`, this.someInvoice(), at, random.chance(0.3) ? 900 : undefined),
      () =>
        facts.disputeClosed(`d${random.integer(1, this.others)}`, this.someInvoice(), at, random.pick(['won', 'lost'])),
      () => facts.tierSet(partner, at, random.pick(['integration', 'solution', 'solution'])),
      () => facts.rateSet(partner, at, random.pick(['0.3', '0.35', '0.4'])),
      () => facts.overridden(customer, at, [facts.sourced(partner, random.integer(1, 3)), facts.influenced('q')]),
      () => facts.adjusted(`adj${this.others}`, partner, at, random.integer(-3_000, 3_000) || 1, { currency: 'USD' }),
      () => facts.suspended(partner, at),
      () => facts.reinstated(partner, at),
      () => facts.engagementEnded(partner, customer, at),
      () => facts.engagementResumed(partner, customer, at),
      () => facts.activated(customer, at),
      () => facts.activationVoided(customer, at),
      () => facts.churned(customer, at),
      () => facts.withholds(partner, at, random.pick(['0', '0.24'])),
      () => facts.payoutDeclined(`po-${random.integer(1, 5)}`, at),
      () => facts.payoutApproved(`po-${random.integer(1, 5)}`, at, 'finance'),
      () => facts.clock(at),
    ])();
  }

  private someInvoice(): string {
    return `i${this.random.integer(Math.max(1, this.invoices - 4), this.invoices)}`;
  }
}
