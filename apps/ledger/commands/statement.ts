import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { Option, type Command } from 'commander';
import { csvTable } from '@ledger/documents/csv-table';
import { IssuedDocuments } from '@ledger/documents/issued/issued-documents';
import { queryOfPool } from '@ledger/documents/issued/query';
import { accountComponent } from '@ledger/documents/journal/account-component';
import { formatMoney } from '@ledger/documents/money-text';
import { issueStatement } from '@ledger/documents/statement/issue-statement';
import type { PartnerStatement } from '@ledger/documents/statement/statement';
import { STATEMENT_COLUMNS, statementRows, type StatementRow } from '@ledger/documents/statement/statement-columns';
import { statementJson } from '@ledger/documents/statement/statement-json';
import { textTable } from '@ledger/documents/text-table';
import { LANGUAGES, type Language } from '@ledger/explain/language';
import { formatMonth, type Month } from '@ledger/kernel/calendar';
import { say, sayBeside } from '@ledger/hosting/process/print';
import { UserError } from '@ledger/hosting/process/user-error';
import type { OpenLedger } from '@ledger/hosting/storage/open-ledger';
import type { ProgramTerms } from '@ledger/program/program-terms';
import { readProgram } from '@ledger/read-models/postgres/queries/program-snapshot';
import { readStatement, statementPartners } from '@ledger/read-models/statement/read-statement';
import { findPartner } from '@ledger/read-models/tables/partners';
import { PersonalReads } from '@ledger/runner/personal/personal-reads';
import { noSuchProgram } from '../no-such-program';
import { dataDirOption } from './data-dir-option';
import { unlessPurged } from './documents/unless-purged';
import { monthArgument } from './month-argument';
import { termsShown } from './terms/terms-of-ledger';
import { withReadModels } from './with-read-models';

interface StatementFlags {
  readonly data: string;
  readonly program: string;
  readonly partner?: string;
  readonly format: 'table' | 'json' | 'csv' | 'pdf';
  readonly lang: Language;
  readonly out?: string;
}

/** `ledger statement MONTH`: what a partner earned and was paid in a month, or all partners. */
export function addStatementCommand(program: Command): void {
  program
    .command('statement')
    .description('The statement of a partner for a month, or those of all: balances, lines, payouts.')
    .argument('<month>', 'such as 2026-01', monthArgument)
    .requiredOption('--program <name>', 'the program')
    .option('--partner <id>', 'this partner (default: all that have something in the month)')
    .addOption(
      new Option('--format <format>', 'how to print it; json: one per line; pdf: into --out')
        .choices(['table', 'json', 'csv', 'pdf'])
        .default('table'),
    )
    .addOption(new Option('--lang <language>', 'the language of the PDF').choices(LANGUAGES).default('en'))
    .option('--out <folder>', 'where PDFs are written, a file for each partner')
    .addOption(dataDirOption())
    .action(print);
}

async function print(month: Month, flags: StatementFlags): Promise<void> {
  const { data, program, format, out } = flags;
  if (format === 'pdf' && out === undefined) throw new UserError('--format pdf writes files: name a folder with --out');
  if (format !== 'pdf' && out !== undefined) throw new UserError('--out goes with --format pdf');
  await withReadModels(data, async (ledger) => {
    const { programs } = await termsShown(ledger);
    const terms = programs.get(program);
    if (terms === undefined) throw noSuchProgram(program, programs.keys());
    const partners = await partnersOf(ledger, month, flags);
    if (partners.length === 0) sayBeside(`no partner of ${program} has anything in ${formatMonth(month)}`);
    const statements = statementsOf(ledger, terms, month, partners);
    if (format === 'pdf' && out !== undefined) await writePdfs(ledger, statements, out, flags);
    else if (format === 'csv') await printCsv(statements);
    else if (format === 'json') for await (const each of statements) say(JSON.stringify(statementJson(each)));
    else await printTables(statements);
  });
}

/** The partner that is named, who must be one; else all who have something in the month, by name. */
function partnersOf({ readModels }: OpenLedger, month: Month, { program, partner }: StatementFlags) {
  return readProgram(readModels, program, async (snapshot) => {
    if (partner === undefined) return statementPartners(snapshot, month);
    if ((await findPartner(snapshot, partner)) !== null) return [partner];
    throw new UserError(`no partner ${partner} has applied to or enrolled in ${program}`);
  });
}

/** One after the other: what one of them holds is all that is in memory. */
async function* statementsOf(
  { readModels, personalData, concealer }: OpenLedger,
  { name, calendar }: ProgramTerms,
  month: Month,
  partners: readonly string[],
): AsyncIterable<PartnerStatement> {
  const personal = new PersonalReads(personalData, concealer);
  for (const partner of partners) {
    yield await readProgram(readModels, name, (snapshot) =>
      readStatement(snapshot, { partner, month }, calendar, (refs) => personal.texts(refs)),
    );
  }
}

async function writePdfs(
  { pool }: OpenLedger,
  statements: AsyncIterable<PartnerStatement>,
  folder: string,
  { lang: language, partner: named }: StatementFlags,
): Promise<void> {
  const isTheOnly = named !== undefined;
  await mkdir(folder, { recursive: true });
  const issued = new IssuedDocuments(queryOfPool(pool));
  for await (const statement of statements) {
    const { program, month, partner } = statement;
    const made = await unlessPurged(() => issueStatement(statement, language, issued), isTheOnly);
    if (made === null) continue;
    const { bytes, sha256, state, undrawn } = made;
    const file = join(folder, `${accountComponent(program)}-${month}-${accountComponent(partner)}-${language}.pdf`);
    await writeFile(file, bytes);
    say(`${file} ${state} sha256 ${sha256}`);
    if (undrawn.length > 0)
      sayBeside(`${file}: the font cannot draw ${undrawn.join(' ')}, which stand by their numbers`);
  }
}

async function printCsv(statements: AsyncIterable<PartnerStatement>): Promise<void> {
  const { table, line } = csvTable(STATEMENT_COLUMNS);
  const cells = async function* () {
    for await (const statement of statements) for (const row of statementRows(statement)) yield line(row);
  };
  for await (const piece of Readable.from(cells()).compose(table)) process.stdout.write(String(piece));
}

const HEAD = ['date', 'kind', 'about', 'reason', 'rate', 'amount', 'fee', 'withheld', 'net', 'currency'];

async function printTables(statements: AsyncIterable<PartnerStatement>): Promise<void> {
  for await (const statement of statements) {
    const { program, partner, month, isClosed } = statement;
    say(`${program}, ${partner}, ${month} (${isClosed ? 'closed' : 'open'})`);
    const rows = statementRows(statement);
    if (rows.length === 0) say('  nothing was earned, paid or open');
    else say(textTable(HEAD, rows.map(cellsOf), { right: ['rate', 'amount', 'fee', 'withheld', 'net'] }));
  }
}

function cellsOf(row: StatementRow): string[] {
  const { date, kind, about, reason, rate, currency, amountMinor, feeMinor, withheldMinor, netMinor } = row;
  const { customer, invoice, line, payout, rail } = about;
  const named = [customer, invoice, line, payout, rail].filter((each) => each !== null && each !== undefined);
  const amounts = [amountMinor, feeMinor, withheldMinor, netMinor];
  const texts = amounts.map((minor) => (minor === null ? '' : formatMoney(minor, currency)));
  return [date, kind, named.join(', '), reason ?? '', rate ?? '', ...texts, currency];
}
