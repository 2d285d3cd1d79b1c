import type { BillingDesk } from '@ledger/documents/billing/billing-desk';
import { heldAt } from '@ledger/documents/billing/held-at';
import type { IssuedDocuments } from '@ledger/documents/issued/issued-documents';
import { chooseDocument } from '@ledger/documents/payout/choose-document';
import { findIssued, type StandingDocument } from '@ledger/documents/payout/issue-payout-document';
import { creditNoteOf, type PayoutDocument } from '@ledger/documents/payout/payout-document';
import { formatDate, type Calendar } from '@ledger/kernel/calendar';
import { readRows } from '../postgres/queries/list-query';
import type { ProgramSnapshot } from '../postgres/queries/program-snapshot';
import { byTime, lineOf, namesOf, type TextsOf } from '../statement/read-statement';
import { lineList, type LineRow } from '../tables/lines';
import { findPayout, type PayoutRow } from '../tables/payouts';
import { returnedLineList } from '../tables/returned-lines';
import { settlementsOfPayout, type NumberedSettlement } from './numbered-settlements';

/** Where what a document says comes from. */
export interface DocumentSources {
  readonly snapshot: ProgramSnapshot;
  readonly calendar: Calendar;
  readonly textsOf: TextsOf;
  readonly billing: BillingDesk;
  readonly issued: IssuedDocuments;
}

/** The document of a payout that was paid or came back, as it stands: as it was issued, or else as it would be now. */
export async function readStandingDocument(
  sources: DocumentSources,
  settlement: NumberedSettlement,
): Promise<StandingDocument> {
  const payout = await payoutOf(sources, settlement);
  const { partner } = payout;
  const { number: about, kind } = settlement;
  const key = { program: sources.snapshot.about.program, partner, about };
  const before = await findIssued(sources.issued, { ...key, kind: kind === 'paid' ? 'payout' : 'credit_note' });
  if (before !== null) return { document: before, isIssued: true, takesBack: null };
  return draftDocument(sources, settlement, payout);
}

/** The document as it would be now, in its first version, whether or not one was issued. */
export async function draftDocument(
  sources: DocumentSources,
  settlement: NumberedSettlement,
  known?: PayoutRow,
): Promise<StandingDocument> {
  const payout = known ?? (await payoutOf(sources, settlement));
  if (settlement.kind === 'paid') {
    return { document: await documentOf(sources, settlement, payout), isIssued: false, takesBack: null };
  }
  const [paid] = await settlementsOfPayout(sources.snapshot, settlement.payout);
  if (paid?.kind !== 'paid') throw new RangeError(`${settlement.payout} came back and was never paid`);
  const takesBack = await readStandingDocument(sources, paid);
  const { number, at } = settlement;
  const date = formatDate(sources.calendar.dateAt(at));
  return { document: creditNoteOf(takesBack.document, { number, date, atMs: at }), isIssued: false, takesBack };
}

async function payoutOf({ snapshot }: DocumentSources, { payout: id }: NumberedSettlement): Promise<PayoutRow> {
  const payout = await findPayout(snapshot, id);
  if (payout === null) throw new RangeError(`${id} was paid and is not there`);
  return payout;
}

/** What held on the day on which it was paid decides what it is. */
async function documentOf(
  sources: DocumentSources,
  { number, at }: NumberedSettlement,
  payout: PayoutRow,
): Promise<PayoutDocument> {
  const { snapshot, calendar, textsOf, billing } = sources;
  const { program } = snapshot.about;
  const { partner, rail, reference, currency, grossMinor, feeMinor, withheldMinor, netMinor } = payout;
  const date = formatDate(calendar.dateAt(at));
  const recipient = heldAt(await billing.parties(program, null), date)?.party ?? null;
  const supplier = heldAt(await billing.parties(program, partner), date)?.party ?? null;
  const consent = heldAt(await billing.consents(program, partner), date);
  const { name = null, company = null } = await namesOf(snapshot, partner, textsOf);
  const lines = await linesOf(snapshot, payout);
  return {
    program,
    number,
    version: 1,
    ...chooseDocument({ rail, recipient, supplier, consent }),
    corrects: null,
    payout: payout.payout,
    partner,
    name,
    company,
    recipient,
    supplier,
    agreedOn: consent?.agrees === true ? consent.holdsFrom : null,
    date,
    atMs: at,
    timeZone: calendar.timeZone,
    rail,
    reference,
    currency,
    lines: [...lines].sort(byTime).map((line) => lineOf(line, calendar)),
    grossMinor,
    feeMinor,
    withheldMinor,
    netMinor,
  };
}

async function linesOf(snapshot: ProgramSnapshot, { payout, partner, state }: PayoutRow): Promise<readonly LineRow[]> {
  if (state === 'returned') return readRows(snapshot, returnedLineList(snapshot, payout));
  return (await readRows(snapshot, lineList(snapshot, { partner, payout }))).map(({ row }) => row);
}
