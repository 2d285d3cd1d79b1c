import type { EventType } from '@ledger/contracts/event-types';
import type { Instant } from '@ledger/kernel/instant';
import type { Disorder } from './disorder';
import type { Scenario } from './scenarios/scenario';

/** What can be turned on a history beside its program, its seed and its length. `SHAPES` has the settings in use. */
export interface Knobs {
  /** Of the same seed, a history of another name makes other choices. */
  readonly name: string;
  /** When the first thing happens, and the last. */
  readonly starts: Instant;
  readonly ends: Instant;
  /** What goes wrong with events on their way. */
  readonly disorder: Disorder;
  /** Who acts. */
  readonly acting: Business | Scenarios | Crowd;
}

/** Ordinary business: partners join, customers come, pay, get some back, leave, and others come; however long, in little memory. */
export interface Business {
  readonly by: 'business';
  /** The share of the customers that are the first partner's beside its own: 0 is an equal share for all. */
  readonly hot: number;
  readonly mostPartners: number;
  readonly mostCustomers: number;
  /** A customer is heard of about so often; it decides how many there are at the same time. */
  readonly daysBetweenEvents: number;
}

/** Short stories, each of which shows one thing, started at times of the seed's choice in one program. */
export interface Scenarios {
  readonly by: 'scenarios';
  /** Those that the terms allow are told, in an order of the seed's choice, without any disorder. */
  readonly scenarios: readonly Scenario[];
  /** Told beside them again and again, with the disorder, until there are enough events; none: the history ends. */
  readonly again: readonly Scenario[];
  /** So many months are closed at the most, some at once, some long after; and the clock reaches the end. */
  readonly closedMonths: number;
}

/** Few partners and customers to whom anything happens: what a scenario would keep apart meets here. */
export interface Crowd {
  readonly by: 'crowd';
  /** How many there are. The fewer, the more happens to the same one. */
  readonly partners: number;
  readonly customers: number;
  /** How many invoices, refunds and disputes: some, which come again with other content; or each is new, and what follows is about one of the last four. */
  readonly documents: number | 'new';
  /** How far partners are at the beginning: three applied, and most of them approved; or all have their customers, and this tier. */
  readonly joined: 'applied' | { readonly tier: string };
  /** How often a kind comes beside another; one that is not named, as often as `otherKinds`. Only of kinds that the terms use. */
  readonly weights: Readonly<Partial<Record<EventType, number>>>;
  readonly otherKinds: number;
  /** Times: at any, in no order; or each up to so many half days after the one before. */
  readonly times: 'any' | { readonly mostHalfDays: number };
  /** Of times in no order: the share at an instant that others have too, and of the rest at the first instant of a month. */
  readonly sameInstants: number;
  readonly firstOfMonths: number;
  /** Lines of invoices: as likely of nothing, of one minor unit or negative as of more; or the first one always earns. */
  readonly amounts: 'odd' | 'earning';
  /** What invoices and adjustments are in; of several, each as likely. */
  readonly currencies: readonly string[];
}
