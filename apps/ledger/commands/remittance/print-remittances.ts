import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { csvTable } from '@ledger/documents/csv-table';
import { IssuedDocuments } from '@ledger/documents/issued/issued-documents';
import { queryOfPool } from '@ledger/documents/issued/query';
import { formatMoney } from '@ledger/documents/money-text';
import { issuePayoutDocument, type StandingDocument } from '@ledger/documents/payout/issue-payout-document';
import type { PayoutDocument } from '@ledger/documents/payout/payout-document';
import { PAYOUT_DOCUMENT_COLUMNS, payoutDocumentRows } from '@ledger/documents/payout/payout-document-columns';
import { payoutDocumentJson } from '@ledger/documents/payout/payout-document-json';
import { textTable } from '@ledger/documents/text-table';
import { PAYOUT_DOCUMENT_WORDS } from '@ledger/explain/catalogue/payout-document-words';
import type { Language } from '@ledger/explain/language';
import type { Month } from '@ledger/kernel/calendar';
import { say, sayBeside } from '@ledger/hosting/process/print';
import { UserError } from '@ledger/hosting/process/user-error';
import type { OpenLedger } from '@ledger/hosting/storage/open-ledger';
import { withProgram } from '../with-program';
import { standingDocuments } from './standing-documents';

export interface RemittanceFlags {
  readonly data: string;
  readonly program: string;
  readonly month?: Month;
  readonly partner?: string;
  readonly format: 'table' | 'json' | 'csv' | 'pdf';
  readonly lang: Language;
  readonly out?: string;
}

type Documents = AsyncIterable<StandingDocument>;

/** Prints the documents that are asked for; a PDF is issued by that, and stays as it is. */
export async function printRemittances(named: string | undefined, flags: RemittanceFlags): Promise<void> {
  const { data, program, month, partner, format, out, lang } = flags;
  if ((named === undefined) === (month === undefined)) {
    throw new UserError(
      'name one payout or number, or a month: ledger remittance po-3 …, ledger remittance --month 2026-01 …',
    );
  }
  if (format === 'pdf' && out === undefined) throw new UserError('--format pdf writes files: name a folder with --out');
  if (format !== 'pdf' && out !== undefined) throw new UserError('--out goes with --format pdf');
  await withProgram(data, program, async (ledger, terms) => {
    const documents = standingDocuments(ledger, terms, { named, month, partner });
    if (format === 'pdf' && out !== undefined) await writePdfs(ledger, documents, out, lang);
    else if (format === 'csv') await printCsv(documents);
    else if (format === 'json') for await (const each of documents) say(JSON.stringify(fieldsOf(each)));
    else await printTable(documents);
  });
}

async function writePdfs({ pool }: OpenLedger, documents: Documents, folder: string, language: Language) {
  await mkdir(folder, { recursive: true });
  const issued = new IssuedDocuments(queryOfPool(pool));
  let count = 0;
  for await (const standing of documents) {
    const { document, bytes, sha256, state, undrawn } = await issuePayoutDocument(issued, standing, language);
    const file = join(folder, `${fileName(document)}-${language}.pdf`);
    await writeFile(file, bytes);
    say(`${file} ${PAYOUT_DOCUMENT_WORDS[document.kind].en}, ${state} sha256 ${sha256}`);
    if (document.refusal !== null) sayBeside(`${file}: ${PAYOUT_DOCUMENT_WORDS[document.refusal].en}`);
    if (undrawn.length > 0) {
      sayBeside(`${file}: the font cannot draw ${undrawn.join(' ')}, which stand by their numbers`);
    }
    count += 1;
  }
  if (count === 0) sayBeside(NOTHING);
}

/** Each version has a file of its own. */
function fileName({ number, version }: PayoutDocument): string {
  return version === 1 ? number : `${number}-v${version}`;
}

const NOTHING = 'nothing was paid, and nothing came back';

async function printCsv(documents: Documents): Promise<void> {
  const { table, line } = csvTable(PAYOUT_DOCUMENT_COLUMNS);
  const cells = async function* () {
    for await (const { document } of documents) for (const row of payoutDocumentRows(document)) yield line(row);
  };
  for await (const piece of Readable.from(cells()).compose(table)) process.stdout.write(String(piece));
}

function fieldsOf({ document, isIssued }: StandingDocument): object {
  return { ...payoutDocumentJson(document), isIssued };
}

const HEAD = ['number', 'document', 'date', 'payout', 'partner', 'rail', 'gross', 'fee', 'withheld', 'net', 'currency'];

async function printTable(documents: Documents): Promise<void> {
  const rows: string[][] = [];
  const refusals: string[] = [];
  for await (const { document, isIssued } of documents) {
    rows.push(cellsOf(document, isIssued));
    if (document.refusal === null || document.kind === 'credit_note') continue;
    refusals.push(`${document.number}: ${PAYOUT_DOCUMENT_WORDS[document.refusal].en}`);
  }
  if (rows.length === 0) return say(NOTHING);
  say(textTable([...HEAD, 'issued'], rows, { right: ['gross', 'fee', 'withheld', 'net'] }));
  for (const refusal of refusals) say(refusal);
}

function cellsOf(document: PayoutDocument, isIssued: boolean): string[] {
  const { number, kind, date, payout, partner, rail, currency } = document;
  const amounts = [document.grossMinor, document.feeMinor, document.withheldMinor, document.netMinor];
  const title = PAYOUT_DOCUMENT_WORDS[kind].en;
  const issued = isIssued ? `version ${document.version}` : 'not yet';
  return [
    number,
    title,
    date,
    payout,
    partner,
    rail,
    ...amounts.map((minor) => formatMoney(minor, currency)),
    currency,
    issued,
  ];
}
