import type { Instant } from '@ledger/kernel/instant';
import type { HeldReason, LineWithHolds, OpenAccount, PartnerWithCustomers, ProgramRows } from '../ledger-rows';
import type {
  AnomalyRow,
  AttributionRow,
  LineRow,
  PayoutProfileRow,
  PayoutRow,
  ProgramRow,
  RejectedRow,
  StatementMonthRow,
  TrialBalanceRow,
} from '../rows';
import { linesOf, type MemoryTables } from './memory-tables';
import { byAnomaly, byKey, byLine, byMonth, byPayout, byRejection } from './sorted-rows';

/** The rows of one program as they stand in memory; they are sorted when they are read. */
export class MemoryProgramRows implements ProgramRows {
  readonly program: ProgramRow;

  constructor(
    program: string,
    private readonly tables: MemoryTables,
  ) {
    const { clock, arrivals, ignored, lastSeq } = tables;
    this.program = { program, clock, arrivals, ignored, lastSeq };
  }

  async *partners(): AsyncIterable<PartnerWithCustomers> {
    for (const [, { standing, promotion, promotionRate, customers }] of byKey(this.tables.partners)) {
      if (standing === null) continue;
      const counted = [...customers.values()].sort((a, b) => a.activatedAt - b.activatedAt);
      yield { ...standing, promotion, promotionRate, counted };
    }
  }

  async *attributions(): AsyncIterable<AttributionRow> {
    for (const [, row] of byKey(this.tables.attributions)) yield row;
  }

  async *lines(): AsyncIterable<LineWithHolds> {
    const all: LineRow[] = [];
    for (const invoice of this.tables.invoices.values()) for (const line of linesOf(invoice)) all.push(line);
    for (const row of all.sort(byLine)) {
      yield { row, invoiceHolds: this.tables.invoices.get(row.invoice)?.holds?.get(row.partner) ?? [] };
    }
  }

  async *months(): AsyncIterable<StatementMonthRow> {
    for (const [partner, { accounts }] of byKey(this.tables.partners)) {
      const rows = [...accounts].flatMap(([currency, { months }]) =>
        [...months].map(([month, sums]) => ({ partner, currency, month, ...sums })),
      );
      yield* rows.sort(byMonth);
    }
  }

  async *payouts(): AsyncIterable<PayoutRow> {
    yield* [...this.tables.payouts].sort(byPayout);
  }

  async *openAccounts(asOf: Instant): AsyncIterable<OpenAccount> {
    const open = this.openLines(asOf);
    for (const [partner, { accounts }] of byKey(this.tables.partners)) {
      for (const [currency, account] of byKey(accounts)) {
        const lines = open.get(partner)?.get(currency);
        if (lines === undefined) continue;
        const { holdMinor, payableMinor } = account;
        yield { partner, currency, holdMinor, payableMinor, ...lines, heldReasons: [...lines.heldReasons] };
      }
    }
  }

  async *payoutProfiles(): AsyncIterable<PayoutProfileRow> {
    for (const [, { profile }] of byKey(this.tables.partners)) if (profile !== null) yield profile;
  }

  async *trialBalance(): AsyncIterable<TrialBalanceRow> {
    for (const [account, currencies] of byKey(this.tables.totals)) {
      for (const [currency, totals] of byKey(currencies)) yield { account, currency, ...totals };
    }
  }

  async *rejected(): AsyncIterable<RejectedRow> {
    yield* [...this.tables.rejected].sort(byRejection);
  }

  async *anomalies(): AsyncIterable<AnomalyRow> {
    yield* [...this.tables.anomalies.values()].sort(byAnomaly);
  }

  /** What is not paid yet, by partner and currency. */
  private openLines(asOf: Instant): Map<string, Map<string, OpenLines>> {
    const open = new Map<string, Map<string, OpenLines>>();
    for (const invoice of this.tables.invoices.values()) {
      for (const { partner, currency, state, clearsAt } of linesOf(invoice)) {
        if (state === 'paid') continue;
        const account = openLinesOf(open, partner, currency);
        if (state === 'payable') account.hasPayableLines = true;
        else holdLine(account, clearsAt > asOf, invoice.holds?.get(partner) ?? []);
      }
    }
    return open;
  }
}

interface OpenLines {
  hasPayableLines: boolean;
  hasHeldLines: boolean;
  readonly heldReasons: Set<HeldReason>;
}

function holdLine(account: OpenLines, clearing: boolean, holds: readonly HeldReason[]): void {
  account.hasHeldLines = true;
  if (clearing) account.heldReasons.add('clearing');
  for (const hold of holds) account.heldReasons.add(hold);
}

function openLinesOf(open: Map<string, Map<string, OpenLines>>, partner: string, currency: string): OpenLines {
  let currencies = open.get(partner);
  if (currencies === undefined) open.set(partner, (currencies = new Map<string, OpenLines>()));
  let lines = currencies.get(currency);
  if (lines === undefined) {
    lines = { hasPayableLines: false, hasHeldLines: false, heldReasons: new Set() };
    currencies.set(currency, lines);
  }
  return lines;
}
