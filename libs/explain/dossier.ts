import type { Instant } from '@ledger/kernel/instant';
import type { Quarter } from '@ledger/kernel/calendar';
import type { ProgramTerms } from '@ledger/program/program-terms';
import type { AttributionChanged } from '@ledger/stages/attribution/attribution.decisions';
import type { CommissionPosted, NothingPosted } from '@ledger/stages/commission/commission.decisions';
import type { WinsChanged } from '@ledger/stages/partner-status/status.decisions';
import type { OwnLinePosted, PayoutDecision, PayoutLinesMoved } from '@ledger/stages/payout/payout.decisions';

/** An event as the log has it; of what is personal, what is still known. */
export interface ToldFact {
  readonly seq: number;
  readonly id: string;
  readonly source: string;
  readonly type: string;
  readonly time: Instant;
  readonly data: Readonly<Record<string, unknown>>;
}

/** A decision with the place of the fact that it was decided on. */
export interface DecidedAt<D> {
  readonly decision: D;
  readonly seq: number;
}

/** A decision with the fact that it was decided on. */
export interface DecidedOn<D> {
  readonly decision: D;
  readonly fact: ToldFact;
}

/** What is recorded of who is credited with a customer, in its order. */
export interface CustomerDossier {
  readonly program: ProgramTerms;
  readonly customer: string;
  readonly changes: readonly DecidedOn<AttributionChanged>[];
  /** What the program's clock shows. */
  readonly clock: Instant;
}

/** What is recorded of an invoice, in its order. */
export interface InvoiceDossier {
  readonly program: ProgramTerms;
  readonly invoice: string;
  /** The event that the program earns on; null: it is not in the log. */
  readonly earning: ToldFact | null;
  readonly postings: readonly DecidedOn<CommissionPosted>[];
  readonly unpaid: readonly DecidedOn<NothingPosted>[];
  /** Null: nobody was ever credited with its customer. */
  readonly customer: CustomerDossier | null;
  /** The changes of a partner's wins in a quarter, in their order. */
  readonly winsOf: (partner: string, quarter: Quarter) => readonly DecidedAt<WinsChanged>[];
}

/** A line of a payout, with what it is worth; null: it is not found. */
export interface PaidLine {
  readonly key: PayoutLinesMoved['lines'][number];
  readonly posted: CommissionPosted | OwnLinePosted | null;
}

/** What is recorded of a payout, in its order. */
export interface PayoutDossier {
  readonly program: ProgramTerms;
  readonly payout: string;
  readonly decisions: readonly DecidedOn<PayoutDecision>[];
  /** Those that it pays or paid. */
  readonly lines: readonly PaidLine[];
}

/** What is recorded of a line of a partner's own. */
export interface OwnLineDossier {
  readonly program: ProgramTerms;
  readonly postings: readonly DecidedOn<OwnLinePosted>[];
}
