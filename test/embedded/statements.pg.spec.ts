import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { IssuedDocuments } from '@ledger/documents/issued/issued-documents';
import { issueStatement } from '@ledger/documents/statement/issue-statement';
import type { PartnerStatement } from '@ledger/documents/statement/statement';
import { calendarOf, parseMonth } from '@ledger/kernel/calendar';
import { readProgram } from '@ledger/read-models/postgres/queries/program-snapshot';
import { readStatement } from '@ledger/read-models/statement/read-statement';
import { PersonalReads } from '@ledger/runner/personal/personal-reads';
import { inProcessLedger, type InProcessLedger } from './in-process-ledger';
import { sendLines } from './send-events';

const HISTORY = readFileSync(resolve(__dirname, '../cases/data/histories/all-901.ndjson'), 'utf8').trim().split('\n');

/** The columns of the contract in the words of a statement. */
const COLUMNS: Readonly<Record<string, string>> = {
  accrual: 'accrued',
  refund: 'reversed',
  dispute: 'reversed',
  void: 'reversed',
  clawback: 'reversed',
};

interface Month {
  readonly partner: string;
  readonly currency: string;
  readonly month: string;
  readonly opening: number;
  readonly accrued: number;
  readonly adjusted: number;
  readonly reversed: number;
  readonly paid: number;
  readonly closing: number;
  readonly fees: number;
  readonly withheld: number;
  readonly net: number;
}

jest.setTimeout(120_000);

describe('statements', () => {
  let ledger: InProcessLedger;

  beforeAll(async () => {
    ledger = await inProcessLedger();
    await sendLines(ledger.running.http.url, ledger.token, HISTORY, 250);
  });
  afterAll(() => ledger.remove());

  function statementOf(program: string, partner: string, month: string): Promise<PartnerStatement> {
    const { readModels, personalData, concealer } = ledger.running.storage;
    const personal = new PersonalReads(personalData, concealer);
    return readProgram(readModels, program, (snapshot) =>
      readStatement(snapshot, { partner, month: parseMonth(month)! }, calendarOf('UTC'), (refs) =>
        personal.texts(refs),
      ),
    );
  }

  const issuedDocuments = () =>
    new IssuedDocuments(
      async (text, values) => (await ledger.running.storage.pool.query(text, [...values])).rows as unknown[],
    );

  async function exportedMonths(): Promise<readonly (Month & { readonly program: string })[]> {
    const { programs } = JSON.parse(await ledger.exported()) as {
      programs: readonly { readonly program: string; readonly statements: readonly Month[] }[];
    };
    return programs.flatMap(({ program, statements }) => statements.map((month) => ({ program, ...month })));
  }

  it('have the figures of the contract in every month, and lines and payouts that add up to them', async () => {
    const months = await exportedMonths();
    let withPayouts = 0;
    for (const { program, partner, currency, month, ...figures } of months) {
      const { accounts } = await statementOf(program, partner, month);
      const account = accounts.find((each) => each.currency === currency);
      const { opening, accrued, adjusted, reversed, paid, closing, fees, withheld, net } = figures;
      if (account === undefined) {
        expect([partner, month, opening, closing, accrued, adjusted, reversed, paid]).toEqual([
          partner,
          month,
          0,
          0,
          0,
          0,
          0,
          0,
        ]);
        continue;
      }
      const sums = { accrued: 0n, adjusted: 0n, reversed: 0n, paid: 0n, fees: 0n, withheld: 0n };
      for (const { reason, amountMinor } of account.lines)
        sums[(COLUMNS[reason] ?? 'adjusted') as 'accrued'] += amountMinor;
      for (const { kind, grossMinor, feeMinor, withheldMinor } of account.payouts) {
        const sign = kind === 'made' ? 1n : -1n;
        sums.paid += sign * grossMinor;
        sums.fees += sign * feeMinor;
        sums.withheld += sign * withheldMinor;
        withPayouts += 1;
      }
      const numbers = Object.fromEntries(Object.entries(sums).map(([name, sum]) => [name, Number(sum)]));
      expect([partner, month, numbers]).toEqual([
        partner,
        month,
        { accrued, adjusted, reversed, paid, fees, withheld },
      ]);
      const { openingMinor, closingMinor, netMinor } = account;
      expect([openingMinor, closingMinor, netMinor].map(Number)).toEqual([opening, closing, net]);
    }
    expect(months.length).toBeGreaterThan(500);
    expect(withPayouts).toBeGreaterThan(50);
  });

  it('of an open month are provisional; of a closed one the first document stays, also when the name was erased', async () => {
    const months = (await exportedMonths()).filter(({ program, accrued }) => program === 'plixo' && accrued !== 0);
    const [first, last] = [months[0]!, months.reduce((later, each) => (each.month > later.month ? each : later))];
    const open = await statementOf('plixo', last.partner, last.month);
    expect(open.isClosed).toBe(false);
    expect((await issueStatement(open, 'en', issuedDocuments())).state).toBe('provisional');

    const closed = await statementOf('plixo', first.partner, first.month);
    expect([closed.isClosed, closed.name]).toEqual([true, expect.stringMatching(/^Name/)]);
    const issued = await issueStatement(closed, 'en', issuedDocuments());
    expect(issued.state).toBe('issued');
    await ledger.running.storage.readModels.query(`DELETE FROM personal_data.personal_values WHERE kind <> 'body'`);
    const erased = await statementOf('plixo', first.partner, first.month);
    expect([erased.name, erased.company]).toEqual([null, null]);
    const again = await issueStatement(erased, 'en', issuedDocuments());
    expect([again.state, again.sha256, again.bytes.equals(issued.bytes)]).toEqual([
      'issued before',
      issued.sha256,
      true,
    ]);
    const inGerman = await issueStatement(erased, 'de', issuedDocuments());
    expect([inGerman.state, inGerman.sha256 === issued.sha256]).toEqual(['issued', false]);
  });
});
