import { all } from '../testing/report-text';
import { calendarFor, decided, posted, released, standing } from '../testing/entries';
import { twoPartners } from '../testing/two-partners';
import type { ProgramRows } from '../ledger-rows';
import { MemoryLedger } from './memory-ledger';

async function plixo(ledger: MemoryLedger): Promise<ProgramRows> {
  const [rows] = await all(ledger.programs());
  return rows!;
}

describe('the read models in memory, two partners with the same of everything', () => {
  const ledger = new MemoryLedger(calendarFor);
  let rows: ProgramRows;

  beforeAll(async () => {
    ledger.apply(twoPartners());
    rows = await plixo(ledger);
  });

  it('counts what arrived and shows the clock of the last arrival', () => {
    expect(rows.about).toEqual({ program: 'plixo', clock: 1772323200000, arrivals: 27, ignored: 1, lastSeq: 27 });
  });

  it('keeps standing, promotion and counted customers by partner', async () => {
    const partners = await all(rows.partners());
    expect(
      partners.map(({ partner, holds, promotionRate, counted }) => [partner, holds, promotionRate, counted.length]),
    ).toEqual([
      ['p', [], '0.5', 1],
      ['q', ['suspended'], null, 1],
    ]);
  });

  it('pays only the lines of the partner that the payout is for', async () => {
    const lines = await all(rows.lines());
    expect(lines.map(({ row }) => [row.partner, row.invoice, row.state, row.paidAt !== null])).toEqual([
      ['p', 'i1', 'paid', true],
      ['p', 'i2', 'hold', false],
      ['q', 'j1', 'payable', false],
      ['q', 'j2', 'hold', false],
    ]);
  });

  it('holds the lines of one partner of one invoice only', async () => {
    const lines = await all(rows.lines());
    expect(lines.map(({ row, invoiceHolds }) => [row.invoice, invoiceHolds])).toEqual([
      ['i1', []],
      ['i2', []],
      ['j1', []],
      ['j2', ['dispute']],
    ]);
  });

  it('keeps balances by partner and says what is open', async () => {
    expect(await all(rows.openAccounts(rows.about.clock!))).toEqual([
      {
        partner: 'p',
        currency: 'USD',
        holdMinor: 200n,
        payableMinor: 0n,
        inTransitMinor: 0n,
        approval: null,
        proposedAt: null,
        isProposalOvertaken: false,
        payableLines: 0,
        hasPayableLines: false,
        hasHeldLines: true,
        heldReasons: ['clearing'],
      },
      {
        partner: 'q',
        currency: 'USD',
        holdMinor: -400n,
        payableMinor: 3000n,
        inTransitMinor: 0n,
        approval: null,
        proposedAt: null,
        isProposalOvertaken: false,
        payableLines: 1,
        hasPayableLines: true,
        hasHeldLines: true,
        heldReasons: ['dispute'],
      },
    ]);
  });

  it('sums months by partner, in the column of the reason', async () => {
    const none = { accruedMinor: 0n, adjustedMinor: 0n, reversedMinor: 0n };
    const unpaid = { paidMinor: 0n, feesMinor: 0n, withheldMinor: 0n };
    const [january, february] = [2026 * 12, 2026 * 12 + 1];
    expect(await all(rows.months())).toEqual([
      { ...none, ...unpaid, partner: 'p', currency: 'USD', month: january, accruedMinor: 1000n },
      {
        ...none,
        ...unpaid,
        partner: 'p',
        currency: 'USD',
        month: february,
        adjustedMinor: 200n,
        paidMinor: 1000n,
        feesMinor: 28n,
      },
      { ...none, ...unpaid, partner: 'q', currency: 'USD', month: january, accruedMinor: 3000n },
      { ...none, ...unpaid, partner: 'q', currency: 'USD', month: february, reversedMinor: -400n },
    ]);
  });

  it('posts both sides of everything, all amounts positive', async () => {
    const totals = await all(rows.trialBalance());
    expect(totals.map(({ account, debitMinor, creditMinor }) => [account, debitMinor, creditMinor])).toEqual([
      ['cash:stripe', 0n, 972n],
      ['commission_expense', 4200n, 400n],
      ['in_transit:stripe', 1000n, 1000n],
      ['partner_hold:p', 1000n, 1200n],
      ['partner_hold:q', 3400n, 3000n],
      ['partner_payable:p', 1000n, 1000n],
      ['partner_payable:q', 0n, 3000n],
      ['rail_fees:stripe', 0n, 28n],
    ]);
  });

  it('keeps attributions by customer, profiles by partner, and what did not fit', async () => {
    expect((await all(rows.attributions())).map(({ customer }) => customer)).toEqual(['a', 'b']);
    const profiles = await all(rows.payoutProfiles());
    expect(profiles.map(({ partner, rail, acknowledgementOpen }) => [partner, rail, acknowledgementOpen])).toEqual([
      ['p', 'stripe', false],
      ['q', null, true],
    ]);
    expect((await all(rows.rejected())).map(({ id, code }) => [id, code])).toEqual([['e27', 'unknown_partner']]);
    expect((await all(rows.anomalies())).map(({ code, invoice }) => [code, invoice])).toEqual([
      ['refund_exceeds_amount', 'j2'],
    ]);
    expect((await all(rows.payouts())).map(({ partner, netMinor }) => [partner, netMinor])).toEqual([['p', 972n]]);
  });
});

it('refuses to move a line that was never posted', () => {
  const ledger = new MemoryLedger(calendarFor);
  const line = { partner: 'p', invoice: 'i', line: 'l', lineSeq: 1, amount: 5 };
  ledger.apply([decided('plixo', 1, standing('p')), decided('plixo', 1, posted(line))]);
  expect(() => ledger.apply([decided('plixo', 2, released([{ ...line, lineSeq: 2 }]))])).toThrow(
    'no line 2 of i/l was posted for partner p',
  );
});
