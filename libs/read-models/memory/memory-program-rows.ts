import type { Instant } from '@ledger/kernel/instant';
import { ZERO, type AmountMinor } from '@ledger/kernel/money';
import type { ProgramRows } from '../ledger-rows';
import { compositeKey } from '../definition/composite-key';
import type { HeldReason, OpenAccount } from '../tables/accounts';
import type { AnomalyRow } from '../tables/anomalies';
import type { AttributionRow } from '../tables/attributions';
import type { LineWithHolds } from '../tables/lines';
import type { LineRow } from '../tables/lines';
import type { PartnerWithCustomers } from '../tables/partners';
import type { PayoutProfileRow } from '../tables/payout-profiles';
import type { PayoutRow } from '../tables/payouts';
import type { ProgramRow } from '../tables/programs';
import type { RejectedRow } from '../tables/rejected';
import type { StatementMonthRow } from '../tables/statement-months';
import type { TrialBalanceRow } from '../tables/trial-balance';
import type { MemoryTables } from './memory-tables';
import { byAnomaly, byLine, byPayout, byRejection } from './sorted-rows';

/** The rows of one program as they stand in memory; they are sorted when they are read. */
export class MemoryProgramRows implements ProgramRows {
  readonly about: ProgramRow;

  constructor(
    program: string,
    private readonly tables: MemoryTables,
  ) {
    const { clock = null, arrivals = 0, ignored = 0, lastSeq = 0 } = tables.programs.rows.only() ?? {};
    this.about = { program, clock, arrivals, ignored, lastSeq };
  }

  async *partners(): AsyncIterable<PartnerWithCustomers> {
    const { partners, promotions, counted_customers: customers } = this.tables;
    for (const standing of partners.rows.sorted()) {
      const { promotion = null, rate: promotionRate = null } = promotions.rows.get(standing.partner) ?? {};
      const counted = [...customers.rows.under(standing.partner)].sort((a, b) => a.activatedAt - b.activatedAt);
      yield { ...standing, promotion, promotionRate, counted };
    }
  }

  async *attributions(): AsyncIterable<AttributionRow> {
    yield* this.tables.attributions.rows.sorted();
  }

  async *lines(): AsyncIterable<LineWithHolds> {
    for (const row of [...this.tables.lines.all()].sort(byLine)) yield { row, invoiceHolds: this.holdsOf(row) };
  }

  async *months(): AsyncIterable<StatementMonthRow> {
    yield* this.tables.statement_months.rows.sorted();
  }

  async *payouts(): AsyncIterable<PayoutRow> {
    yield* [...this.tables.payouts.rows.under()].sort(byPayout);
  }

  async *openAccounts(asOf: Instant): AsyncIterable<OpenAccount> {
    const openLines = this.openLines(asOf);
    const proposals = this.proposals();
    for (const { partner, currency, holdMinor, payableMinor, inTransitMinor } of this.tables.accounts.rows.sorted()) {
      if (holdMinor === ZERO && payableMinor === ZERO && inTransitMinor === ZERO) continue;
      const lines = openLines.get(partner)?.get(currency) ?? noLines();
      const amounts = { holdMinor, payableMinor, inTransitMinor };
      const approval = this.tables.account_approvals.rows.get(partner, currency)?.approval ?? null;
      const { payableLines, hasHeldLines } = lines;
      const proposed = proposedOf(proposals.get(compositeKey(partner, currency)), payableMinor, payableLines);
      const open = {
        payableLines,
        hasPayableLines: payableLines > 0,
        hasHeldLines,
        heldReasons: [...lines.heldReasons],
      };
      yield { partner, currency, ...amounts, approval, ...proposed, ...open };
    }
  }

  async *payoutProfiles(): AsyncIterable<PayoutProfileRow> {
    yield* this.tables.payout_profiles.rows.sorted();
  }

  async *trialBalance(): AsyncIterable<TrialBalanceRow> {
    yield* this.tables.trial_balance.rows.sorted();
  }

  async *rejected(): AsyncIterable<RejectedRow> {
    yield* [...this.tables.rejected.rows].sort(byRejection);
  }

  async *anomalies(): AsyncIterable<AnomalyRow> {
    yield* [...this.tables.anomalies.rows.under()].sort(byAnomaly);
  }

  private holdsOf({ invoice, partner }: LineRow): LineWithHolds['invoiceHolds'] {
    return (invoice === null ? undefined : this.tables.invoice_holds.rows.get(invoice, partner)?.holds) ?? [];
  }

  /** The proposals that wait for an approval, by account. */
  private proposals(): ReadonlyMap<string, PayoutRow> {
    const proposed = [...this.tables.payouts.rows.under()].filter(({ state }) => state === 'proposed');
    return new Map(proposed.map((row) => [compositeKey(row.partner, row.currency), row]));
  }

  /** What is in hold or payable, by partner and currency. */
  private openLines(asOf: Instant): Map<string, Map<string, OpenLines>> {
    const open = new Map<string, Map<string, OpenLines>>();
    for (const line of this.tables.lines.all()) {
      if (line.state === 'payable') openLinesOf(open, line.partner, line.currency).payableLines += 1;
      if (line.state !== 'hold') continue;
      const account = openLinesOf(open, line.partner, line.currency);
      account.hasHeldLines = true;
      if (line.clearsAt > asOf) account.heldReasons.add('clearing');
      for (const hold of this.holdsOf(line)) account.heldReasons.add(hold);
    }
    return open;
  }
}

function proposedOf(proposal: PayoutRow | undefined, payableMinor: AmountMinor, payableLines: number) {
  if (proposal === undefined) return { proposedAt: null, isProposalOvertaken: false };
  const isProposalOvertaken = proposal.grossMinor !== payableMinor || proposal.lineCount !== payableLines;
  return { proposedAt: proposal.at, isProposalOvertaken };
}

interface OpenLines {
  payableLines: number;
  hasHeldLines: boolean;
  readonly heldReasons: Set<HeldReason>;
}

function noLines(): OpenLines {
  return { payableLines: 0, hasHeldLines: false, heldReasons: new Set() };
}

function openLinesOf(open: Map<string, Map<string, OpenLines>>, partner: string, currency: string): OpenLines {
  let currencies = open.get(partner);
  if (currencies === undefined) open.set(partner, (currencies = new Map<string, OpenLines>()));
  let lines = currencies.get(currency);
  if (lines === undefined) currencies.set(currency, (lines = noLines()));
  return lines;
}
