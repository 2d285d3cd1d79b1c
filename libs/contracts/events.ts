import type { z } from 'zod';
import type { Instant } from '@ledger/kernel/instant';
import type { DATA_SCHEMAS } from './event-schemas';
import type { EventType } from './event-types';

/** What every event carries beside its type and data; (`source`, `id`) identifies it within its program. */
export interface EventHeader {
  readonly id: string;
  readonly source: string;
  readonly time: Instant;
  readonly program: string;
  /** What a running system's clock showed when it recorded the event (contract.md, section 2). */
  readonly clock?: Instant;
}

type DeepReadonly<T> = T extends readonly (infer E)[]
  ? readonly DeepReadonly<E>[]
  : T extends object
    ? { readonly [K in keyof T]: DeepReadonly<T[K]> }
    : T;

/** The data of a type, as on the wire: amounts are numbers of minor units, ids plain strings. */
export type DataOf<T extends EventType> = DeepReadonly<z.output<(typeof DATA_SCHEMAS)[T]>>;

/** An event of type `T`. */
export type EventOf<T extends EventType> = {
  [K in T]: EventHeader & { readonly type: K; readonly data: DataOf<K> };
}[T];

/** An event that fits the contract; which of them a program takes is for its terms to say. */
export type LedgerEvent = EventOf<EventType>;

export type InvoiceData = DataOf<'invoice.paid'>;
export type InvoiceLine = InvoiceData['lines'][number];
export type Credit = DataOf<'attribution.overridden'>['credits'][number];
export type CreditRole = Credit['role'];
export type LineKind = InvoiceLine['kind'];
export type TaxForm = DataOf<'partner.tax_form_recorded'>['form'];
