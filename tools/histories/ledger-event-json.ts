/** An amount as the contract's JSON carries it: an integer of the currency's minor units, at most 2^53 − 1. */
export type MinorUnits = number;

/** The type-specific part of an event. Its shape is the contract's business; generators also make wrong ones. */
export type EventData = Record<string, unknown>;

/** One line of a replay file: a CloudEvent as contract.md, section 1, describes it. */
export interface LedgerEventJson {
  readonly specversion: string;
  readonly id: string;
  readonly source: string;
  readonly type: string;
  readonly time: string;
  readonly program: string;
  readonly clock?: string;
  readonly data: EventData;
}

/** One line of an invoice (contract.md, topic `partner-ledger.revenue.v1`). */
export interface InvoiceLineJson {
  readonly line: string;
  readonly kind: string;
  readonly amount: MinorUnits;
  readonly interval?: 'month' | 'year';
  readonly periodStart?: string;
  readonly periodEnd?: string;
  readonly description?: string;
}
