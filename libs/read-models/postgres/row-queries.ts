import { openAccounts } from './queries/open-accounts';

/** The queries of a program's rows, `$1` being the program; each sorted as `ProgramRows` says. */

export const partnersQuery = (schema: string) => `
  SELECT p.partner, p.partner_type, p.tier, p.application, p.approved_at_ms, p.terminated, p.holds, p.active_until_day,
         m.promotion, m.rate AS promotion_rate, c.counted
    FROM ${schema}.partners p
    LEFT JOIN ${schema}.promotions m USING (program, partner)
   CROSS JOIN LATERAL (
     SELECT coalesce(json_agg(json_build_array(activated_at_ms, won_in_quarter) ORDER BY activated_at_ms, customer), '[]')
              AS counted
       FROM ${schema}.counted_customers WHERE program = $1 AND partner = p.partner
   ) c
   WHERE p.program = $1 ORDER BY p.partner`;

export const attributionsQuery = (schema: string) => `
  SELECT customer, settled_at_ms, credits, introductions, spans, terms_version
    FROM ${schema}.attributions WHERE program = $1 ORDER BY customer`;

export const linesQuery = (schema: string) => `
  SELECT l.partner, l.customer, l.invoice, l.line, l.seq, l.reason, l.base_minor, l.rate, l.amount_minor, l.currency,
         l.effective_at_ms, l.posted_at_ms, l.month, l.clears_at_ms, l.terms_version, l.cause, l.state, l.paid_at_ms, l.payout,
         h.holds AS invoice_holds
    FROM ${schema}.lines l
      LEFT JOIN ${schema}.invoice_holds h ON h.program = l.program AND h.invoice = l.invoice AND h.partner = l.partner
   WHERE l.program = $1 ORDER BY l.partner, l.customer, l.invoice, l.line, l.seq`;

export const monthsQuery = (schema: string) => `
  SELECT partner, currency, month, accrued_minor, adjusted_minor, reversed_minor, paid_minor, fees_minor, withheld_minor
    FROM ${schema}.statement_months WHERE program = $1 ORDER BY partner, currency, month`;

export const payoutsQuery = (schema: string) => `
  SELECT payout, partner, currency, made_at_ms, rail, gross_minor, fee_minor, withheld_minor, net_minor, line_count,
         state, settled_at_ms, reference
    FROM ${schema}.payouts WHERE program = $1 ORDER BY partner, currency, made_at_ms, payout`;

export const openAccountsQuery = (schema: string) => openAccounts(schema, (t) => `${t}.program = $1`);

export const payoutProfilesQuery = (schema: string) => `
  SELECT partner, rail, method_changed_at_ms, tax_forms, acknowledgement_open, withholding_rate, payout_failed
    FROM ${schema}.payout_profiles WHERE program = $1 ORDER BY partner`;

export const trialBalanceQuery = (schema: string) => `
  SELECT account, currency, debit_minor, credit_minor
    FROM ${schema}.trial_balance WHERE program = $1 ORDER BY account, currency`;

export const rejectedQuery = (schema: string) => `
  SELECT seq, source, id, event_type, code, detail
    FROM ${schema}.rejected WHERE program = $1 ORDER BY source, id, event_type, code, detail, seq`;

export const anomaliesQuery = (schema: string) => `
  SELECT code, invoice, detail FROM ${schema}.anomalies WHERE program = $1 ORDER BY code, detail, invoice`;
