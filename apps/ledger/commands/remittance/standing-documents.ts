import { BillingDesk } from '@ledger/documents/billing/billing-desk';
import { IssuedDocuments } from '@ledger/documents/issued/issued-documents';
import { queryOfPool } from '@ledger/documents/issued/query';
import type { StandingDocument } from '@ledger/documents/payout/issue-payout-document';
import type { Month } from '@ledger/kernel/calendar';
import { UserError } from '@ledger/hosting/process/user-error';
import type { OpenLedger } from '@ledger/hosting/storage/open-ledger';
import type { ProgramTerms } from '@ledger/program/program-terms';
import { readProgram, type ProgramSnapshot } from '@ledger/read-models/postgres/queries/program-snapshot';
import {
  settlementOfNumber,
  settlementsOfMonth,
  settlementsOfPayout,
  type NumberedSettlement,
} from '@ledger/read-models/payout-documents/numbered-settlements';
import { readStandingDocument, type DocumentSources } from '@ledger/read-models/payout-documents/read-payout-document';
import { unlessPurged } from '../documents/unless-purged';
import { PersonalReads } from '@ledger/runner/personal/personal-reads';

/** Which documents of a program. */
export interface WantedDocuments {
  /** A payout, or a number. */
  readonly named?: string | undefined;
  readonly month?: Month | undefined;
  readonly partner?: string | undefined;
}

/** Lends where the documents of a program are read from, in one state of it. */
export function withSources<T>(
  { readModels, pool, personalData, concealer }: OpenLedger,
  { name, calendar }: ProgramTerms,
  use: (sources: DocumentSources) => Promise<T>,
): Promise<T> {
  const personal = new PersonalReads(personalData, concealer);
  const [billing, issued] = [new BillingDesk(queryOfPool(pool)), new IssuedDocuments(queryOfPool(pool))];
  return readProgram(readModels, name, (snapshot) =>
    use({ snapshot, calendar, billing, issued, textsOf: (refs) => personal.texts(refs) }),
  );
}

/** One after the other: what one of them holds is all that is in memory. */
export async function* standingDocuments(
  ledger: OpenLedger,
  terms: ProgramTerms,
  wanted: WantedDocuments,
): AsyncIterable<StandingDocument> {
  const settlements = await withSources(ledger, terms, ({ snapshot }) => settlementsOf(snapshot, terms, wanted));
  for (const settlement of settlements) {
    const standing = await unlessPurged(
      () => withSources(ledger, terms, (sources) => readStandingDocument(sources, settlement)),
      wanted.named !== undefined,
    );
    if (standing !== null) yield standing;
  }
}

async function settlementsOf(
  snapshot: ProgramSnapshot,
  terms: ProgramTerms,
  { named, month, partner }: WantedDocuments,
): Promise<readonly NumberedSettlement[]> {
  const found = named === undefined ? [] : await settlementsNamed(snapshot, named);
  const all = month === undefined ? found : await settlementsOfMonth(snapshot, month, terms.calendar);
  return all.filter((each) => partner === undefined || each.partner === partner);
}

/** What a person names: a payout, or the number of a document. */
export async function settlementsNamed(
  snapshot: ProgramSnapshot,
  named: string,
): Promise<readonly NumberedSettlement[]> {
  const one = await settlementOfNumber(snapshot, named);
  const found = one === null ? await settlementsOfPayout(snapshot, named) : [one];
  if (found.length > 0) return found;
  const { program } = snapshot.about;
  throw new UserError(`${program} has no document ${named}, and no payout of that id was paid`);
}
