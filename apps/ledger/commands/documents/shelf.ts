import { queryOfPool } from '@ledger/documents/issued/query';
import { DocumentShelf, type ShelvedDocument } from '@ledger/documents/retention/document-shelf';
import { fateOf, keptThrough, type DocumentFate } from '@ledger/documents/retention/retention';
import { formatDate } from '@ledger/kernel/calendar';
import { instant } from '@ledger/kernel/instant';
import { UserError } from '@ledger/hosting/process/user-error';
import type { OpenLedger } from '@ledger/hosting/storage/open-ledger';
import type { ProgramTerms } from '@ledger/program/program-terms';

/** A document on the shelf, and what may become of it today. */
export interface JudgedDocument {
  readonly document: ShelvedDocument;
  readonly issuedOn: string;
  readonly keptThrough: string;
  readonly fate: DocumentFate;
}

export function shelfOf({ pool }: OpenLedger): DocumentShelf {
  return new DocumentShelf(queryOfPool(pool));
}

/** What was issued of a program, judged by its retention and this machine's clock. */
export async function judgedDocuments(
  shelf: DocumentShelf,
  { name, calendar }: ProgramTerms,
  partner?: string,
): Promise<readonly JudgedDocument[]> {
  const dayOf = (ms: number) => formatDate(calendar.dateAt(instant(ms)));
  const [years, today] = [await shelf.years(name), dayOf(Date.now())];
  return (await shelf.list(name, partner)).map((document) => {
    const { issuedAt, isHeld, purgedAt } = document;
    const issuedOn = dayOf(issuedAt.getTime());
    const fate = fateOf({ issuedOn, isHeld, isPurged: purgedAt !== null }, years, today);
    return { document, issuedOn, keptThrough: keptThrough(issuedOn, years), fate };
  });
}

/** How a document is called in lists. */
export function idText(id: bigint): string {
  return `doc-${id}`;
}

/** The documents that a person names: one by its id, or all of a number, in the order in which they were issued. */
export async function documentsNamed(
  shelf: DocumentShelf,
  program: string,
  named: string,
): Promise<readonly ShelvedDocument[]> {
  const all = await shelf.list(program);
  const found = all.filter(({ id, kind, about }) => idText(id) === named || (kind !== 'statement' && about === named));
  if (found.length > 0) return found;
  throw new UserError(`no document ${named} of ${program} was issued: ledger documents list --program ${program}`);
}
