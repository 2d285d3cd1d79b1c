import { formatInstant, type Instant } from '@ledger/kernel/instant';
import type { ProgramTerms } from '@ledger/program/program-terms';
import type { ProgramRows } from '../ledger-rows';
import type {
  AnomalyEntry,
  AttributionEntry,
  LineEntry,
  ListedLineEntry,
  PartnerEntry,
  PayoutEntry,
  ProgramView,
  RejectedEntry,
  StatementEntry,
  TrialBalanceEntry,
  UnpaidEntry,
} from '../ledger-view';
import type { PartnerRow } from '../tables/partners';
import type { PayoutProfileRow } from '../tables/payout-profiles';
import { attributionEntry } from './attribution-entry';
import { lineEntry, listedLineEntry } from './line-entry';
import { partnerEntry } from './partner-entry';
import { payoutEntry } from './payout-entry';
import { statementEntries } from './statement-entries';
import { unpaidEntry } from './unpaid-entry';

/** A program whose clock runs: what depends on *now* is computed here from stored facts, as a function of `asOf`. */
export class ProgramAsOf implements ProgramView {
  readonly program: string;
  readonly asOf: string;
  readonly ignored: number;

  constructor(
    private readonly rows: ProgramRows,
    private readonly terms: ProgramTerms,
    private readonly moment: Instant,
  ) {
    this.program = rows.about.program;
    this.ignored = rows.about.ignored;
    this.asOf = formatInstant(moment);
  }

  async *partners(): AsyncIterable<PartnerEntry> {
    for await (const row of this.rows.partners()) yield partnerEntry(row, this.terms, this.moment);
  }

  async *attributions(): AsyncIterable<AttributionEntry> {
    for await (const row of this.rows.attributions()) {
      const entry = attributionEntry(row, this.terms, this.moment);
      if (entry !== null) yield entry;
    }
  }

  lines(): AsyncIterable<LineEntry> {
    return this.linesAs(lineEntry);
  }

  listedLines(): AsyncIterable<ListedLineEntry> {
    return this.linesAs(listedLineEntry);
  }

  statements(): AsyncIterable<StatementEntry> {
    return statementEntries(this.rows.months(), this.terms.calendar.monthAt(this.moment));
  }

  async *payouts(): AsyncIterable<PayoutEntry> {
    for await (const row of this.rows.payouts()) yield payoutEntry(row);
  }

  async *unpaid(): AsyncIterable<UnpaidEntry> {
    const partners = await this.partnersByName();
    const profiles = new Map<string, PayoutProfileRow>();
    for await (const profile of this.rows.payoutProfiles()) profiles.set(profile.partner, profile);
    for await (const account of this.rows.openAccounts(this.moment)) {
      const partner = partnerOf(partners, account.partner);
      yield unpaidEntry(account, partner, profiles.get(account.partner) ?? null, this.terms, this.moment);
    }
  }

  async *trialBalance(): AsyncIterable<TrialBalanceEntry> {
    for await (const { account, currency, debitMinor, creditMinor } of this.rows.trialBalance()) {
      yield { account, currency, debit: debitMinor, credit: creditMinor };
    }
  }

  async *rejected(): AsyncIterable<RejectedEntry> {
    for await (const { source, id, eventType, code, detail } of this.rows.rejected()) {
      yield { source, id, type: eventType, code, detail };
    }
  }

  async *anomalies(): AsyncIterable<AnomalyEntry> {
    for await (const { code, detail } of this.rows.anomalies()) yield { code, detail };
  }

  private async *linesAs<E>(toEntry: (...line: Parameters<typeof lineEntry>) => E): AsyncIterable<E> {
    const partners = await this.partnersByName();
    for await (const line of this.rows.lines()) {
      yield toEntry(line, partnerOf(partners, line.row.partner).holds, this.moment);
    }
  }

  private async partnersByName(): Promise<ReadonlyMap<string, PartnerRow>> {
    const partners = new Map<string, PartnerRow>();
    for await (const row of this.rows.partners()) partners.set(row.partner, row);
    return partners;
  }
}

/** Lines and balances exist only for partners that applied or enrolled. */
function partnerOf(partners: ReadonlyMap<string, PartnerRow>, name: string): PartnerRow {
  const partner = partners.get(name);
  if (partner === undefined) throw new RangeError(`the read models have lines of partner ${name}, but not the partner`);
  return partner;
}
