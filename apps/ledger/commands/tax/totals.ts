import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { InvalidArgumentError, Option, type Command } from 'commander';
import { csvTable } from '@ledger/documents/csv-table';
import { formatMoney } from '@ledger/documents/money-text';
import { readTaxRules, TAX_RULES, type TaxRules } from '@ledger/documents/tax/tax-rules';
import { textTable } from '@ledger/documents/text-table';
import { say } from '@ledger/hosting/process/print';
import { UserError } from '@ledger/hosting/process/user-error';
import { readProgram } from '@ledger/read-models/postgres/queries/program-snapshot';
import { readYearTotals } from '@ledger/read-models/tax/read-year-totals';
import { TaxNumberDesk } from '@ledger/tax/desk/tax-number-desk';
import { noSuchProgram } from '../../no-such-program';
import { dataDirOption } from '../data-dir-option';
import { jsonFile } from '../json-file';
import { jsonOf, reportedText, tinText, TOTAL_COLUMNS, type ProgramTotal } from './total-columns';
import { termsShown } from '../terms/terms-of-ledger';
import { withReadModels } from '../with-read-models';

interface TotalsFlags {
  readonly data: string;
  readonly year: number;
  readonly program?: string;
  readonly rules?: string;
  readonly format: 'table' | 'csv' | 'json';
}

/** `ledger tax totals`: what each partner was paid in a year, for the returns that a payer makes (docs/tax.md). */
export function addTotalsCommand(tax: Command): void {
  tax
    .command('totals')
    .description('What each partner was paid in a year, by rail and currency, and what of it is to be reported.')
    .requiredOption('--year <year>', 'such as 2026, in the program’s time zone', yearArgument)
    .option('--program <name>', 'of this program (default: all)')
    .option('--rules <file.json>', 'forms, thresholds by year, rails that report (docs/tax.md)')
    .addOption(new Option('--format <format>', 'how to print it').choices(['table', 'csv', 'json']).default('table'))
    .addOption(dataDirOption())
    .action(totals);
}

async function totals({ data, year, program, rules, format }: TotalsFlags): Promise<void> {
  const chosen = rules === undefined ? TAX_RULES : rulesOf(rules);
  await withReadModels(data, async (ledger) => {
    const { programs } = await termsShown(ledger);
    if (program !== undefined && !programs.has(program)) throw noSuchProgram(program, programs.keys());
    const rows: ProgramTotal[] = [];
    for (const [name, { calendar }] of programs) {
      if (program !== undefined && program !== name) continue;
      const totalsOf = await readProgram(ledger.readModels, name, (snapshot) =>
        readYearTotals(snapshot, year, calendar, chosen),
      );
      const tins = new Map(
        (await new TaxNumberDesk(ledger.pool, ledger.paperKeys).list(name)).map((tin) => [tin.partner, tin]),
      );
      for (const total of totalsOf) rows.push({ program: name, year, tin: tins.get(total.partner) ?? null, ...total });
    }
    await print(rows, format);
  });
}

async function print(rows: readonly ProgramTotal[], format: TotalsFlags['format']): Promise<void> {
  if (format === 'csv') return writeCsv(rows);
  if (format === 'json') return say(JSON.stringify(rows.map(jsonOf), null, 2));
  say(rows.length === 0 ? 'nobody was paid in that year' : textTable(HEAD, rows.map(cellsOf), { right: ['paid out'] }));
}

async function writeCsv(rows: readonly ProgramTotal[]): Promise<void> {
  const { table, line } = csvTable(TOTAL_COLUMNS);
  await pipeline(Readable.from(rows.map(line)), table, process.stdout, { end: false });
}

const HEAD = [
  'program',
  'partner',
  'form',
  'tax number',
  'return',
  'rail',
  'currency',
  'paid out',
  'withheld',
  'to be reported',
];

function cellsOf(row: ProgramTotal): string[] {
  const { program, partner, form, returnForm, rail, currency, grossMinor, withheldMinor } = row;
  const amounts = [formatMoney(grossMinor, currency), formatMoney(withheldMinor, currency)];
  return [
    program,
    partner,
    form ?? 'none',
    tinText(row),
    returnForm ?? '',
    rail,
    currency,
    ...amounts,
    reportedText(row),
  ];
}

function rulesOf(file: string): TaxRules {
  const read = readTaxRules(jsonFile(file));
  if (read.ok) return read.rules;
  throw new UserError(read.faults.map((fault) => `${file}: ${fault}`).join('\n'));
}

function yearArgument(text: string): number {
  if (!/^[12]\d{3}$/.test(text)) throw new InvalidArgumentError('a year, such as 2026');
  return Number(text);
}
