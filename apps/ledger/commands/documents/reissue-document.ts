import { IssuedDocuments, type IssuedDocument } from '@ledger/documents/issued/issued-documents';
import { queryOfPool } from '@ledger/documents/issued/query';
import { findIssued, keyOf, reissuePayoutDocument, wasErased } from '@ledger/documents/payout/issue-payout-document';
import type { ShelvedDocument } from '@ledger/documents/retention/document-shelf';
import { reissueStatement } from '@ledger/documents/statement/issue-statement';
import { LANGUAGES, type Language } from '@ledger/explain/language';
import { parseMonth } from '@ledger/kernel/calendar';
import { say } from '@ledger/hosting/process/print';
import { UserError } from '@ledger/hosting/process/user-error';
import type { OpenLedger } from '@ledger/hosting/storage/open-ledger';
import type { ProgramTerms } from '@ledger/program/program-terms';
import { settlementOfNumber } from '@ledger/read-models/payout-documents/numbered-settlements';
import { draftDocument } from '@ledger/read-models/payout-documents/read-payout-document';
import { readStatement } from '@ledger/read-models/statement/read-statement';
import { withSources } from '../remittance/standing-documents';
import { withProgram } from '../with-program';
import type { DocumentFlags } from './hold-document';
import { documentsNamed, idText, shelfOf } from './shelf';

/** Issues a document anew, in a new version, where what it says changed; the old one stays. */
export async function reissueDocument(named: string, flags: DocumentFlags): Promise<void> {
  const { data, program, by, reason } = flags;
  await withProgram(data, program, async (ledger, terms) => {
    const shelf = shelfOf(ledger);
    const documents = await documentsNamed(shelf, program, named);
    const [one] = documents;
    if (one === undefined) return;
    const issued = new IssuedDocuments(queryOfPool(ledger.pool));
    const made =
      one.kind === 'statement'
        ? await statementAnew(ledger, terms, one, issued)
        : await payoutDocumentAnew(ledger, terms, one.about, issued);
    if (made.length === 0) throw new UserError(`${named} would say the same: it stays as it is`);
    for (const { id, version, sha256 } of made) {
      await shelf.noteReissue(id, { by, reason });
      say(`${idText(id)} is version ${version} of ${one.about}, sha256 ${sha256}`);
    }
  });
}

async function statementAnew(
  ledger: OpenLedger,
  terms: ProgramTerms,
  { partner, about, language }: ShelvedDocument,
  issued: IssuedDocuments,
): Promise<readonly IssuedDocument[]> {
  const month = parseMonth(about);
  if (month === null) throw new RangeError(`a statement of ${about}, which is no month`);
  const statement = await withSources(ledger, terms, ({ snapshot, calendar, textsOf }) =>
    readStatement(snapshot, { partner, month }, calendar, textsOf),
  );
  if (statement.name === null && statement.company === null) throw erased(about);
  const made = await reissueStatement(statement, language as Language, issued);
  return made === null ? [] : [made];
}

/** In all languages in which it was issued: they say the same. */
async function payoutDocumentAnew(
  ledger: OpenLedger,
  terms: ProgramTerms,
  number: string,
  issued: IssuedDocuments,
): Promise<readonly IssuedDocument[]> {
  const draft = await withSources(ledger, terms, async (sources) => {
    const settlement = await settlementOfNumber(sources.snapshot, number);
    return settlement === null ? null : (await draftDocument(sources, settlement)).document;
  });
  if (draft === null) throw new UserError(`the ledger has no payout of the number ${number} (any more)`, 'refused');
  const before = await findIssued(issued, keyOf(draft));
  if (before === null) throw new UserError(`${number} was not issued yet`);
  if (wasErased(before, draft)) throw erased(number);
  const languages: Language[] = [];
  for (const language of LANGUAGES) {
    if ((await issued.find({ ...keyOf(draft), language })) !== null) languages.push(language);
  }
  return reissuePayoutDocument(issued, before, draft, languages);
}

function erased(about: string): UserError {
  return new UserError(`who ${about} names is not known any more: it stays as it was issued`, 'refused');
}
