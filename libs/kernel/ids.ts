/** Ids of the domain: non-empty strings of at most 128 characters, branded so that they cannot be mixed up. */
type Branded<B extends string> = string & { readonly __id: B };

export type ProgramName = Branded<'program'>;
export type PartnerId = Branded<'partner'>;
export type CustomerId = Branded<'customer'>;
export type InvoiceId = Branded<'invoice'>;
export type LineId = Branded<'line'>;
export type EventId = Branded<'event'>;

export const partnerId = (id: string): PartnerId => id as PartnerId;
export const customerId = (id: string): CustomerId => id as CustomerId;
export const invoiceId = (id: string): InvoiceId => id as InvoiceId;
export const lineId = (id: string): LineId => id as LineId;
export const programName = (name: string): ProgramName => name as ProgramName;
