import type { Party } from '../billing/party';
import type { StatementLine } from '../statement/statement';
import type { DocumentChoice } from './choose-document';

export const DOCUMENT_KINDS = ['remittance_advice', 'self_billed_invoice', 'credit_note'] as const;

/** A remittance advice or a self-billed invoice for a payout that was paid; a credit note for one that came back. */
export interface PayoutDocument {
  readonly program: string;
  readonly number: string;
  /** From 1; a later one replaces those before it. */
  readonly version: number;
  readonly kind: (typeof DOCUMENT_KINDS)[number];
  /** Of a credit note, the document that it takes back. */
  readonly corrects: { readonly number: string; readonly kind: DocumentChoice['kind'] } | null;
  readonly taxNote: DocumentChoice['taxNote'];
  readonly refusal: DocumentChoice['refusal'];
  readonly payout: string;
  readonly partner: string;
  /** As the partner calls itself; null: it did not say, or that was erased. */
  readonly name: string | null;
  readonly company: string | null;
  /** The program. */
  readonly recipient: Party | null;
  /** The partner. */
  readonly supplier: Party | null;
  /** Since when the partner agrees to self-billing; null: it did not when the payout was paid. */
  readonly agreedOn: string | null;
  /** The day on which it was paid, or came back. */
  readonly date: string;
  /** The moment, in milliseconds: the document is dated by it. */
  readonly atMs: number;
  readonly timeZone: string;
  readonly rail: string;
  readonly reference: string | null;
  readonly currency: string;
  readonly lines: readonly StatementLine[];
  /** Of a credit note these are negative, as its lines are. */
  readonly grossMinor: bigint;
  readonly feeMinor: bigint;
  readonly withheldMinor: bigint;
  readonly netMinor: bigint;
}

/** What takes a document back, when its payout came back. */
export function creditNoteOf(
  paid: PayoutDocument,
  { number, date, atMs }: Pick<PayoutDocument, 'number' | 'date' | 'atMs'>,
): PayoutDocument {
  if (paid.kind === 'credit_note') throw new RangeError(`${paid.number} is a credit note, which nothing takes back`);
  return {
    ...paid,
    number,
    version: 1,
    kind: 'credit_note',
    corrects: { number: paid.number, kind: paid.kind },
    date,
    atMs,
    lines: paid.lines.map((line) => ({ ...line, amountMinor: -line.amountMinor })),
    grossMinor: -paid.grossMinor,
    feeMinor: -paid.feeMinor,
    withheldMinor: -paid.withheldMinor,
    netMinor: -paid.netMinor,
  };
}
