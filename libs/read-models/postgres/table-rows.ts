import type { LineRow, PayoutRow } from '../rows';
import type { FoldedProgram } from './folded-program';
import { termsToJson } from '@ledger/program/describe-terms-canonical';
import { jsonColumn } from './schema/json-text';
import type { TableKey, TableRow } from './schema/table-row';

/** How the outcome of a batch is written: the columns of each table. */

export function programRows({ program, arrivals }: FoldedProgram): TableRow<'programs'>[] {
  if (arrivals.arrivals === 0) return [];
  const { clock, accepted, ignored, lastSeq } = arrivals;
  return [{ program, clock_ms: clock, arrivals: arrivals.arrivals, accepted, ignored, last_seq: lastSeq }];
}

export function termsVersionRows({ program, termsVersions }: FoldedProgram): TableRow<'terms_versions'>[] {
  return [...termsVersions.values()].map((terms) => ({
    program,
    version: terms.version,
    effective_from_ms: terms.effectiveFrom,
    published_at_ms: terms.publishedAt,
    terms: jsonColumn(termsToJson(terms)),
  }));
}

export function partnerRows({ program, standings }: FoldedProgram): TableRow<'partners'>[] {
  return [...standings.values()].map((standing) => ({
    program,
    partner: standing.partner,
    partner_type: standing.partnerType,
    tier: standing.tier,
    application: standing.application,
    approved_at_ms: standing.approvedAt,
    terminated: standing.terminated,
    holds: standing.holds,
    active_until_day: standing.activeUntil,
  }));
}

export function promotionRows({ program, promotions }: FoldedProgram): TableRow<'promotions'>[] {
  return [...promotions.values()].map(({ partner, promotion, rate }) => ({ program, partner, promotion, rate }));
}

export function countedCustomerRows({ program, counted }: FoldedProgram): TableRow<'counted_customers'>[] {
  return [...counted.values()].flatMap(({ row }) =>
    row === null
      ? []
      : [
          {
            program,
            partner: row.partner,
            customer: row.customer,
            activated_at_ms: row.activatedAt,
            won_in_quarter: row.wonIn,
          },
        ],
  );
}

/** The keys of the rows that the batch takes away. */
export function uncountedKeys({ program, counted }: FoldedProgram): TableKey<'counted_customers'>[] {
  const gone = [...counted.values()].filter(({ row }) => row === null);
  return gone.map(({ partner, customer }) => ({ program, partner, customer }));
}

export function attributionRows({ program, attributions }: FoldedProgram): TableRow<'attributions'>[] {
  return [...attributions.values()].map((row) => ({
    program,
    customer: row.customer,
    settled_at_ms: row.settledAt,
    credits: jsonColumn(row.credits),
    introductions: jsonColumn(row.introductions),
    spans: jsonColumn(row.spans),
    terms_version: row.termsVersion,
  }));
}

export function lineRows({ program, newLines }: FoldedProgram): TableRow<'lines'>[] {
  return [...newLines.values()].map((row) => lineRow(program, row));
}

function lineRow(program: string, row: LineRow): TableRow<'lines'> {
  return {
    program,
    partner: row.partner,
    currency: row.currency,
    customer: row.customer ?? '',
    invoice: row.invoice ?? '',
    line: row.line,
    seq: row.lineSeq,
    reason: row.reason,
    base_minor: row.baseMinor,
    rate: row.rate,
    amount_minor: row.amountMinor,
    effective_at_ms: row.effectiveAt,
    posted_at_ms: row.postedAt,
    month: row.month,
    clears_at_ms: row.clearsAt,
    terms_version: row.termsVersion,
    cause: row.cause,
    state: row.state,
    paid_at_ms: row.paidAt,
    payout: row.payout,
  };
}

/** Only what is held is kept. */
export function invoiceHoldsRows({ program, invoiceHolds }: FoldedProgram): TableRow<'invoice_holds'>[] {
  const held = [...invoiceHolds.values()].filter(({ holds }) => holds.length > 0);
  return held.map(({ invoice, partner, customer, holds }) => ({ program, invoice, partner, customer, holds }));
}

/** The keys of what nothing holds any more. */
export function unheldKeys({ program, invoiceHolds }: FoldedProgram): TableKey<'invoice_holds'>[] {
  const unheld = [...invoiceHolds.values()].filter(({ holds }) => holds.length === 0);
  return unheld.map(({ invoice, partner }) => ({ program, invoice, partner }));
}

export function accountRows({ program, balances }: FoldedProgram): TableRow<'accounts'>[] {
  return [...balances.values()].map(({ partner, currency, holdMinor, payableMinor, inTransitMinor }) => ({
    program,
    partner,
    currency,
    hold_minor: holdMinor,
    payable_minor: payableMinor,
    in_transit_minor: inTransitMinor,
  }));
}

/** Only accounts that wait for an approval are kept. */
export function approvalRows({ program, approvals }: FoldedProgram): TableRow<'account_approvals'>[] {
  return [...approvals.values()].flatMap(({ partner, currency, approval }) =>
    approval === null ? [] : [{ program, partner, currency, approval }],
  );
}

/** The keys of the accounts that wait for none any more. */
export function approvedKeys({ program, approvals }: FoldedProgram): TableKey<'account_approvals'>[] {
  const gone = [...approvals.values()].filter(({ approval }) => approval === null);
  return gone.map(({ partner, currency }) => ({ program, partner, currency }));
}

export function monthRows({ program, months }: FoldedProgram): TableRow<'statement_months'>[] {
  return [...months.values()].map((row) => ({
    program,
    partner: row.partner,
    currency: row.currency,
    month: row.month,
    accrued_minor: row.accruedMinor,
    adjusted_minor: row.adjustedMinor,
    reversed_minor: row.reversedMinor,
    paid_minor: row.paidMinor,
    fees_minor: row.feesMinor,
    withheld_minor: row.withheldMinor,
  }));
}

export function payoutRows({ program, payouts }: FoldedProgram): TableRow<'payouts'>[] {
  const rows = [...payouts.values()].filter((row): row is PayoutRow => row !== null);
  return rows.map((row) => ({
    program,
    partner: row.partner,
    currency: row.currency,
    made_at_ms: row.at,
    payout: row.payout,
    rail: row.rail,
    gross_minor: row.grossMinor,
    fee_minor: row.feeMinor,
    withheld_minor: row.withheldMinor,
    net_minor: row.netMinor,
    line_count: row.lineCount,
    state: row.state,
    settled_at_ms: row.settledAt,
    reference: row.reference,
  }));
}

/** The keys of the proposals that were replaced. */
export function replacedKeys({ program, payouts }: FoldedProgram): TableKey<'payouts'>[] {
  const replaced = [...payouts].filter(([, row]) => row === null);
  return replaced.map(([payout]) => ({ program, payout }));
}

export function payoutProfileRows({ program, profiles }: FoldedProgram): TableRow<'payout_profiles'>[] {
  return [...profiles.values()].map((row) => ({
    program,
    partner: row.partner,
    rail: row.rail,
    method_changed_at_ms: row.methodChangedAt,
    tax_forms: jsonColumn(row.taxForms),
    acknowledgement_open: row.acknowledgementOpen,
    withholding_rate: row.withholdingRate,
    payout_failed: row.payoutFailed,
  }));
}

export function trialBalanceRows({ program, totals }: FoldedProgram): TableRow<'trial_balance'>[] {
  return [...totals.values()].map(({ account, currency, debitMinor, creditMinor }) => ({
    program,
    account,
    currency,
    debit_minor: debitMinor,
    credit_minor: creditMinor,
  }));
}

export function postingRows({ program, postings }: FoldedProgram): TableRow<'postings'>[] {
  return postings.map(({ seq, posting }) => ({
    program,
    seq,
    kind: posting.kind,
    about: JSON.stringify(posting.about),
    debited: posting.debited,
    credited: posting.credited,
    currency: posting.currency,
    amount_minor: posting.amountMinor,
    posted_at_ms: posting.at,
  }));
}

export function anomalyRows({ program, anomalies }: FoldedProgram): TableRow<'anomalies'>[] {
  const found = [...anomalies.values()].filter(({ resolved }) => !resolved);
  return found.map(({ row: { code, invoice, detail } }) => ({ program, code, invoice, detail }));
}

/** The keys of what is no anomaly any more. */
export function resolvedAnomalyKeys({ program, anomalies }: FoldedProgram): TableKey<'anomalies'>[] {
  const gone = [...anomalies.values()].filter(({ resolved }) => resolved);
  return gone.map(({ row: { code, invoice, detail } }) => ({ program, code, invoice, detail }));
}
