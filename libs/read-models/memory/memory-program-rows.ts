import type { Instant } from '@ledger/kernel/instant';
import { ZERO } from '@ledger/kernel/money';
import { compositeKey } from '../changes/composite-key';
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
import { linesOf, type MemoryInvoice, type MemoryTables } from './memory-tables';
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
    for (const lines of this.allLines()) for (const line of linesOf(lines)) all.push(line);
    for (const row of all.sort(byLine)) {
      const holds = row.invoice === null ? undefined : this.tables.invoices.get(row.invoice)?.holds?.get(row.partner);
      yield { row, invoiceHolds: holds ?? [] };
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
    yield* [...this.tables.payouts.values()].sort(byPayout);
  }

  async *openAccounts(asOf: Instant): AsyncIterable<OpenAccount> {
    const openLines = this.openLines(asOf);
    const proposals = this.proposals();
    for (const [partner, { accounts }] of byKey(this.tables.partners)) {
      for (const [currency, account] of byKey(accounts)) {
        const { holdMinor, payableMinor, inTransitMinor, approval } = account;
        if (holdMinor === ZERO && payableMinor === ZERO && inTransitMinor === ZERO) continue;
        const lines = openLines.get(partner)?.get(currency) ?? noLines();
        const amounts = { holdMinor, payableMinor, inTransitMinor };
        const proposedAt = proposals.get(compositeKey(partner, currency)) ?? null;
        yield { partner, currency, ...amounts, approval, proposedAt, ...lines, heldReasons: [...lines.heldReasons] };
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

  /** The lines of every invoice, and the partners' own. */
  private *allLines(): Iterable<MemoryInvoice> {
    yield* this.tables.invoices.values();
    yield* this.tables.ownLines.values();
  }

  /** When the proposals were made that wait for an approval, by account. */
  private proposals(): ReadonlyMap<string, Instant> {
    const proposed = [...this.tables.payouts.values()].filter(({ state }) => state === 'proposed');
    return new Map(proposed.map(({ partner, currency, at }) => [compositeKey(partner, currency), at]));
  }

  /** What is in hold or payable, by partner and currency. */
  private openLines(asOf: Instant): Map<string, Map<string, OpenLines>> {
    const open = new Map<string, Map<string, OpenLines>>();
    for (const lines of this.allLines()) {
      for (const { partner, currency, state, clearsAt } of linesOf(lines)) {
        if (state === 'payable') openLinesOf(open, partner, currency).hasPayableLines = true;
        if (state !== 'hold') continue;
        const account = openLinesOf(open, partner, currency);
        account.hasHeldLines = true;
        if (clearsAt > asOf) account.heldReasons.add('clearing');
        for (const hold of lines.holds?.get(partner) ?? []) account.heldReasons.add(hold);
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

function noLines(): OpenLines {
  return { hasPayableLines: false, hasHeldLines: false, heldReasons: new Set() };
}

function openLinesOf(open: Map<string, Map<string, OpenLines>>, partner: string, currency: string): OpenLines {
  let currencies = open.get(partner);
  if (currencies === undefined) open.set(partner, (currencies = new Map<string, OpenLines>()));
  let lines = currencies.get(currency);
  if (lines === undefined) currencies.set(currency, (lines = noLines()));
  return lines;
}
