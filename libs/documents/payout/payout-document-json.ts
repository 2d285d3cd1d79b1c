import type { PayoutDocument } from './payout-document';

type Texts<T> = {
  readonly [F in keyof T]: bigint extends T[F]
    ? string | Exclude<T[F], bigint>
    : T[F] extends readonly (infer E)[]
      ? readonly Texts<E>[]
      : T[F];
};

/** The document as data: amounts as texts in minor units. */
export type PayoutDocumentJson = Texts<PayoutDocument>;

/** A document as JSON. */
export function payoutDocumentJson(document: PayoutDocument): PayoutDocumentJson {
  return JSON.parse(payoutDocumentText(document)) as PayoutDocumentJson;
}

/** What is kept of a document that is issued: everything that it says. */
export function payoutDocumentText(document: PayoutDocument): string {
  return JSON.stringify(document, (_, value: unknown) => (typeof value === 'bigint' ? value.toString() : value));
}

/** The document that was kept so. */
export function readPayoutDocument(text: string): PayoutDocument {
  return JSON.parse(text, (name, value: unknown) =>
    name.endsWith('Minor') && typeof value === 'string' ? BigInt(value) : value,
  ) as PayoutDocument;
}
