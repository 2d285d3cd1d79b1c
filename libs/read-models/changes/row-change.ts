import type { ApplicationStep } from '@ledger/contracts/decided-words';
import type { CalendarDate, Month, Quarter } from '@ledger/kernel/calendar';
import type { Instant } from '@ledger/kernel/instant';
import type { Verdict } from '@ledger/stages/intake/log-entry';
import type { LineState } from '@ledger/stages/payout/payout-account';
import type { ApprovalWait, LineKey } from '@ledger/stages/payout/payout.decisions';
import type { PartnerHold } from '@ledger/stages/partner-status/status.decisions';
import type {
  AccountRow,
  AnomalyRow,
  AttributionRow,
  ClosedMonthRow,
  InvoiceHoldsRow,
  InvoiceRow,
  LineRow,
  MonthSums,
  OverrideRow,
  PayoutProfileRow,
  PayoutRow,
  RejectedArrivalRow,
  SignUpCodeRow,
  TakebackRow,
  TermsVersionRow,
} from '../rows';
import type { Posting } from './posting';

/** How an entry changes the rows of its program; memory and Postgres apply the same changes in the same order. */
export type RowChange =
  | {
      readonly change: 'arrival';
      readonly seq: number;
      readonly clock: Instant | null;
      readonly verdict: Verdict['type'];
      readonly source: string;
      readonly id: string;
    }
  | { readonly change: 'rejected'; readonly row: RejectedArrivalRow }
  | { readonly change: 'invoice-came'; readonly row: InvoiceRow }
  | { readonly change: 'takeback'; readonly row: TakebackRow }
  | { readonly change: 'sign-up-code'; readonly row: SignUpCodeRow }
  | { readonly change: 'override'; readonly row: OverrideRow }
  | { readonly change: 'month-closed'; readonly row: ClosedMonthRow }
  /** Version 1 begins the program anew: versions that were there before it are gone. */
  | { readonly change: 'terms-version'; readonly row: TermsVersionRow }
  | ({ readonly change: 'standing' } & StandingColumns)
  | { readonly change: 'promotion'; readonly partner: string; readonly promotion: string; readonly rate: string }
  | ({
      readonly change: 'customer-counted';
      readonly activatedAt: Instant;
      readonly wonIn: Quarter | null;
    } & CustomerKey)
  | ({ readonly change: 'customer-uncounted' } & CustomerKey)
  | { readonly change: 'attribution'; readonly row: AttributionRow }
  | { readonly change: 'line-posted'; readonly row: LineRow }
  | { readonly change: 'invoice-holds'; readonly row: InvoiceHoldsRow }
  | ({
      readonly change: 'lines-moved';
      readonly from: LineState;
      readonly to: LineState;
      /** When they were paid; null: they are not. */
      readonly paidAt: Instant | null;
      /** The payout that they go with; null: none. */
      readonly payout: string | null;
      readonly lines: readonly LineKey[];
    } & AccountKey)
  /** Adds to the balances of an account; the amounts are signed. */
  | ({ readonly change: 'balance' } & AccountRow)
  | ({ readonly change: 'account-approval'; readonly approval: ApprovalWait | null } & AccountKey)
  /** Adds to the sums of a month. */
  | ({ readonly change: 'month'; readonly month: Month; readonly sums: Partial<MonthSums> } & AccountKey)
  | { readonly change: 'payout'; readonly row: PayoutRow }
  | { readonly change: 'payout-replaced'; readonly payout: string }
  | { readonly change: 'payout-profile'; readonly row: PayoutProfileRow }
  | { readonly change: 'journal'; readonly postings: readonly Posting[] }
  | { readonly change: 'anomaly'; readonly row: AnomalyRow }
  | { readonly change: 'anomaly-resolved'; readonly row: AnomalyRow };

export interface AccountKey {
  readonly partner: string;
  readonly currency: string;
}

export interface CustomerKey {
  readonly partner: string;
  readonly customer: string;
}

/** What a standing says of a partner; the promotion is a column of its own. */
export interface StandingColumns {
  readonly partner: string;
  readonly partnerType: string;
  readonly tier: string | null;
  readonly application: ApplicationStep;
  readonly approvedAt: Instant | null;
  readonly terminated: boolean;
  readonly holds: readonly PartnerHold[];
  readonly activeUntil: CalendarDate | null;
}
