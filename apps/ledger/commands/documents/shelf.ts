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

/**
 * What was issued of a program, judged by its retention and this machine's clock; all that has one number goes together:
 * kept as long as the last of it, held where any of it is.
 */
export async function judgedDocuments(
  shelf: DocumentShelf,
  { name, calendar }: ProgramTerms,
  partner?: string,
): Promise<readonly JudgedDocument[]> {
  const dayOf = (ms: number) => formatDate(calendar.dateAt(instant(ms)));
  const [years, today] = [await shelf.years(name), dayOf(Date.now())];
  const documents = await shelf.list(name, partner);
  const together = new Map<string, { readonly lastMs: number; readonly isHeld: boolean }>();
  for (const document of documents) {
    const { lastMs, isHeld } = together.get(groupOf(document)) ?? { lastMs: 0, isHeld: false };
    together.set(groupOf(document), {
      lastMs: Math.max(lastMs, document.issuedAt.getTime()),
      isHeld: isHeld || document.isHeld,
    });
  }
  return documents.map((document) => {
    const { lastMs, isHeld } = together.get(groupOf(document)) ?? { lastMs: 0, isHeld: false };
    const fate = fateOf({ issuedOn: dayOf(lastMs), isHeld, isPurged: document.purgedAt !== null }, years, today);
    const issuedOn = dayOf(document.issuedAt.getTime());
    return { document, issuedOn, keptThrough: keptThrough(dayOf(lastMs), years), fate };
  });
}

/** All versions and languages of a number go together; of statements each is one of its own. */
function groupOf({ id, kind, about }: ShelvedDocument): string {
  return kind === 'statement' ? idText(id) : `${kind} ${about}`;
}

/** How a document is called in lists. */
export function idText(id: bigint): string {
  return `doc-${id}`;
}

/** The documents that a person names by an id or a number, with those that go together, in the order of their issue. */
export async function documentsNamed(
  shelf: DocumentShelf,
  program: string,
  named: string,
): Promise<readonly ShelvedDocument[]> {
  const all = await shelf.list(program);
  const one = all.find(({ id, kind, about }) => idText(id) === named || (kind !== 'statement' && about === named));
  if (one !== undefined) return all.filter((each) => groupOf(each) === groupOf(one));
  throw new UserError(`no document ${named} of ${program} was issued: ledger documents list --program ${program}`);
}
