import { createHash } from 'node:crypto';
import type { Language } from '@ledger/explain/language';
import type { DocumentKey, IssuedDocument, IssuedDocuments } from '../issued/issued-documents';
import type { PdfDocument } from '../pdf/pdf-pages';
import type { PayoutDocument } from './payout-document';
import { payoutDocumentText, readPayoutDocument } from './payout-document-json';
import { payoutDocumentPdf } from './payout-document-pdf';

/** A payout's document as it stands: as it was issued, or as it would be now. */
export interface StandingDocument {
  readonly document: PayoutDocument;
  readonly isIssued: boolean;
  /** Of a credit note, what it takes back. */
  readonly takesBack: StandingDocument | null;
}

/** A payout's document as a PDF that is issued. */
export interface IssuedPayoutDocument extends PdfDocument {
  readonly document: PayoutDocument;
  readonly state: 'issued' | 'issued before';
}

/** What a document says as it was issued, in its latest version; null: it was not. */
export async function findIssued(
  issued: IssuedDocuments,
  key: Omit<DocumentKey, 'language'>,
): Promise<PayoutDocument | null> {
  const found = await issued.find({ ...key, language: 'json' });
  return found === null ? null : readPayoutDocument(found.bytes.toString('utf8'));
}

/**
 * Issues a document in a language. What it says is kept first, so that it says the same in every language, whatever is
 * noted meanwhile; of a credit note also what it takes back.
 */
export async function issuePayoutDocument(
  issued: IssuedDocuments,
  { document, takesBack }: StandingDocument,
  language: Language,
): Promise<IssuedPayoutDocument> {
  if (takesBack !== null && !takesBack.isIssued) await keepWhatItSays(issued, takesBack.document);
  const kept = await keepWhatItSays(issued, document);
  const said = readPayoutDocument(kept.bytes.toString('utf8'));
  const key = { ...keyOf(said), language };
  const before = await issued.find(key, said.version);
  if (before !== null) return { ...before, document: said, state: 'issued before' };
  const now = await issued.issue(key, await payoutDocumentPdf(said, language), said.version);
  return { ...now, document: said, state: now.isNew ? 'issued' : 'issued before' };
}

/** Keeps what a document says under its version, unless that was kept meanwhile; answers what is kept. */
export async function keepWhatItSays(issued: IssuedDocuments, document: PayoutDocument): Promise<IssuedDocument> {
  const key = { ...keyOf(document), language: 'json' };
  const before = await issued.find(key, document.version);
  if (before !== null) return before;
  const bytes = Buffer.from(payoutDocumentText(document), 'utf8');
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  return issued.issue(key, { bytes, sha256, undrawn: [] }, document.version);
}

/** By what a document is kept, whatever it is called. */
export function keyOf({ program, partner, number, kind }: PayoutDocument): Omit<DocumentKey, 'language'> {
  return { program, partner, about: number, kind: kind === 'credit_note' ? 'credit_note' : 'payout' };
}

/** Whether somebody whom a document names is not known any more: anew, it would name nobody. */
export function wasErased(before: PayoutDocument, draft: PayoutDocument): boolean {
  return (['name', 'company', 'supplier', 'recipient'] as const).some(
    (who) => before[who] !== null && draft[who] === null,
  );
}

/**
 * Issues a document anew, in the languages in which it was issued, where it would say something else now; answers what
 * was issued, each with its id. None: it would say the same.
 */
export async function reissuePayoutDocument(
  issued: IssuedDocuments,
  before: PayoutDocument,
  draft: PayoutDocument,
  languages: readonly Language[],
): Promise<readonly IssuedDocument[]> {
  if (payoutDocumentText({ ...draft, version: before.version }) === payoutDocumentText(before)) return [];
  const kept = await keepWhatItSays(issued, { ...draft, version: before.version + 1 });
  const said = readPayoutDocument(kept.bytes.toString('utf8'));
  const made = [kept];
  for (const language of languages) {
    made.push(await issued.issue({ ...keyOf(said), language }, await payoutDocumentPdf(said, language), said.version));
  }
  return made;
}
