import type { Instant } from '@ledger/kernel/instant';
import type { Terms } from '@ledger/program/terms';
import type { Crowd } from '../knobs';
import type { EventData } from '../ledger-event-json';
import type { Random } from '../random';
import type { Telling } from '../telling';

/** Addresses that are the same, and one that is a partner's. */
const EMAILS = [
  'one@example.com',
  ' ONE@Example.com',
  'two@example.com',
  'three@example.com',
  'four@example.com',
  'p1@example.com',
];

/** Who and what there is in a crowd, and a choice among them. */
export class Members {
  readonly random: Random;
  readonly starts: Instant;
  readonly ends: Instant;
  readonly partners: readonly string[];
  readonly customers: readonly string[];
  readonly emails = EMAILS;
  readonly codes: readonly string[];
  readonly clicks = ['x1', 'x2', 'x3'];
  readonly leads = ['l1', 'l2', 'l3', 'l4'];
  readonly deals = ['d1', 'd2', 'd3', 'd4'];
  readonly currencies: readonly string[];
  readonly amounts: Crowd['amounts'];
  readonly invoices: Documents;
  readonly refunds: Documents;
  readonly disputes: Documents;
  readonly adjustments: Documents;
  /** The terms that were published last, and their version. */
  terms: Terms;
  version = 1;

  constructor(telling: Telling, { partners, customers, documents, amounts, currencies }: Crowd) {
    const { random, terms, starts, ends, disturber } = telling;
    const named = (prefix: string, count: number) =>
      Array.from({ length: count }, (_, index) => disturber.named(`${prefix}${index + 1}`));
    this.random = random;
    this.terms = terms;
    this.starts = starts;
    this.ends = ends;
    this.partners = named('p', partners);
    this.customers = named('c', customers);
    this.codes = this.partners.map((_, index) => `k${index + 1}`);
    this.currencies = currencies;
    this.amounts = amounts;
    const some = (prefix: string, share: number) =>
      new Documents(prefix, random, documents === 'new' ? 'new' : Math.max(1, Math.floor(documents * share)));
    this.invoices = some('i', 1);
    this.refunds = some('r', 1 / 2);
    this.disputes = some('q', 1 / 5);
    this.adjustments = some('adj', 1 / 5);
  }

  get partner(): string {
    return this.random.pick(this.partners);
  }

  get customer(): string {
    return this.random.pick(this.customers);
  }

  get currency(): string {
    const [only, ...others] = this.currencies;
    return others.length === 0 && only !== undefined ? only : this.random.pick(this.currencies);
  }

  /** A field, as often as not said. */
  maybe(field: string, values: readonly string[], probability: number): EventData {
    return this.random.chance(probability) ? { [field]: this.random.pick(values) } : {};
  }

  /** Who it is about: a customer, what else is known of one, or both. */
  customerOr(field: string, values: readonly string[]): EventData {
    const named = this.random.chance(0.5);
    return {
      ...(named ? { customer: this.customer } : {}),
      ...(named && this.random.chance(0.5) ? {} : { [field]: this.random.pick(values) }),
    };
  }
}

/** Invoices, or what refers to them. */
export class Documents {
  private brought = 0;

  constructor(
    private readonly prefix: string,
    private readonly random: Random,
    private readonly many: number | 'new',
  ) {}

  /** The number of one that comes in: the next, or one of those that there are. */
  comesIn(): number {
    if (this.many === 'new') return (this.brought += 1);
    return this.random.integer(1, this.many);
  }

  /** One of which something is said. */
  spokenOf(): string {
    if (this.many !== 'new') return this.named(this.random.integer(1, this.many));
    const last = Math.max(1, this.brought);
    return this.named(this.random.integer(Math.max(1, last - 4), last));
  }

  named(number: number): string {
    return `${this.prefix}${number}`;
  }
}
