import type { Language } from '@ledger/explain/language';
import type { IssuedDocument, IssuedDocuments } from '../issued/issued-documents';
import type { PdfDocument } from '../pdf/pdf-pages';
import type { PartnerStatement } from './statement';
import { statementPdf } from './statement-pdf';

/** A statement as a document: issued for good, where its month is closed; else provisional, and nothing is kept of it. */
export interface StatementDocument extends PdfDocument {
  readonly state: 'issued' | 'issued before' | 'provisional';
}

/** The document of a statement: of a closed month the one that was issued first. */
export async function issueStatement(
  statement: PartnerStatement,
  language: Language,
  issued: IssuedDocuments,
): Promise<StatementDocument> {
  if (!statement.isClosed) return { ...(await statementPdf(statement, language)), state: 'provisional' };
  const { program, partner, month } = statement;
  const key = { program, kind: 'statement', partner, about: month, language } as const;
  const before = await issued.find(key);
  if (before !== null) return { ...before, state: 'issued before' };
  const now = await issued.issue(key, await statementPdf(statement, language));
  return { ...now, state: now.isNew ? 'issued' : 'issued before' };
}

/** Issues the statement of a closed month anew, where it would be another now; null: it would be the same, or was not issued. */
export async function reissueStatement(
  statement: PartnerStatement,
  language: Language,
  issued: IssuedDocuments,
): Promise<IssuedDocument | null> {
  const { program, partner, month } = statement;
  const key = { program, kind: 'statement', partner, about: month, language } as const;
  const before = await issued.find(key);
  if (before === null) return null;
  if ((await statementPdf(statement, language, before.version)).sha256 === before.sha256) return null;
  const version = before.version + 1;
  return issued.issue(key, await statementPdf(statement, language, version), version);
}
