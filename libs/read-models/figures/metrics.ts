import { shownMetrics } from './shown-metrics';
import type { OpsView } from '../definition/ops-view';
import { isInForce } from '../tables/customer-credits';
import { decidedClaimsQuery, decidedWithoutPartnerQuery } from './decided-claims';
import { earnedQuery, ofAllPrograms, revenueQuery, type OfProgram } from './earned';
import { inEachPeriod } from './periods';

/** The metrics, in the order in which they are told. Each is defined in docs/figures.md. */
export const METRICS = [
  ...(['revenue', 'sourced_revenue', 'sourced_share', 'influenced_revenue', 'influenced_share'] as const),
  ...(['average_partner_revenue', 'top_decile_concentration', 'attach_rate', 'activation_rate'] as const),
  ...(['time_to_first_referral', 'win_rate', 'win_rate_without_partner'] as const),
] as const;
export type Metric = (typeof METRICS)[number];

/** All metrics of all periods in which there is something to count, a row for each; money by currency. */
export function metricsQuery(schema: string, ofProgram: OfProgram): string {
  return `WITH ${moneyParts(schema, ofProgram)}, ${countParts(schema, ofProgram)} ${shownMetrics()}`;
}

/** What is counted in money: by program, period and currency. */
function moneyParts(schema: string, ofProgram: OfProgram): string {
  return `revenue AS (${revenueQuery(schema, ofProgram)}),
    earned AS (${earnedQuery(schema, ofProgram)}),
    money AS (
      SELECT x.program, p.kind, p.n, x.currency, sum(x.revenue) AS revenue, sum(x.sourced) AS sourced,
             sum(x.influenced) AS influenced
        FROM (
          SELECT program, currency, month, amount_minor AS revenue, 0 AS sourced, 0 AS influenced FROM revenue
          UNION ALL
          SELECT program, currency, month, 0, CASE role WHEN 'sourced' THEN base_minor ELSE 0 END,
                 CASE role WHEN 'influenced' THEN base_minor ELSE 0 END FROM earned
        ) x ${inEachPeriod('x.month')} GROUP BY 1, 2, 3, 4
    ),
    of_partners AS (
      SELECT r.program, r.kind, r.n, r.currency, count(*) AS partners, sum(r.base) AS base,
             sum(r.base) FILTER (WHERE r.place <= ceil(r.partners / 10.0)) AS top
        FROM (
          SELECT s.*, count(*) OVER w AS partners, row_number() OVER (w ORDER BY s.base DESC, s.partner) AS place
            FROM (
              SELECT e.program, p.kind, p.n, e.currency, e.partner, sum(e.base_minor) AS base
                FROM earned e ${inEachPeriod('e.month')} WHERE e.role = 'sourced' AND e.base_minor <> 0
               GROUP BY 1, 2, 3, 4, 5
            ) s WINDOW w AS (PARTITION BY s.program, s.kind, s.n, s.currency)
        ) r GROUP BY 1, 2, 3, 4
    )`;
}

/** What is counted in customers and partners: by program and period. */
function countParts(schema: string, ofProgram: OfProgram): string {
  return `closed AS (
      SELECT z.program, p.kind, p.n, count(*) AS closed, count(*) FILTER (WHERE z.is_credited) AS credited
        FROM (
          SELECT z.program, z.month, EXISTS (
                   SELECT FROM ${schema}.customer_credits c WHERE c.program = z.program AND c.customer = z.customer
                      AND ${isInForce('c', 'g.clock_ms')}) AS is_credited
            FROM ${schema}.closings z JOIN ${schema}.programs g ON g.program = z.program
           WHERE ${ofProgram('z.program')}
        ) z ${inEachPeriod('z.month')} GROUP BY 1, 2, 3
    ),
    approved AS (
      SELECT a.program, p.kind, p.n, count(*) AS approved, count(a.waited_ms) AS active,
             (percentile_cont(0.5) WITHIN GROUP (ORDER BY a.waited_ms::float8))::numeric / 86400000 AS median_days
        FROM (
          SELECT a.program, a.month, least(
                   (SELECT min(k.claimed_at_ms) FROM ${schema}.customer_claims k
                     WHERE k.program = a.program AND k.partner = a.partner AND k.claim <> 'touchpoint'
                       AND k.claimed_at_ms >= a.approved_at_ms),
                   (SELECT min(s.at_ms) FROM ${schema}.submissions s
                     WHERE s.program = a.program AND s.partner = a.partner AND s.at_ms >= a.approved_at_ms)
                 ) - a.approved_at_ms AS waited_ms
            FROM ${schema}.approvals a WHERE ${ofProgram('a.program')}
        ) a ${inEachPeriod('a.month')} GROUP BY 1, 2, 3
    ),
    wins AS (${winsOf(decidedClaimsQuery(schema, ofProgram))}),
    wins_without AS (${winsOf(decidedWithoutPartnerQuery(schema, ofProgram))})`;
}

function winsOf(decided: string): string {
  return `SELECT d.program, p.kind, p.n, count(*) AS decided, count(*) FILTER (WHERE d.is_won) AS won
            FROM (${decided}) d ${inEachPeriod('d.month')} GROUP BY 1, 2, 3`;
}

export const metricsView: OpsView = {
  about: 'The metrics of each program by month, quarter, year and in all, money in minor units: docs/figures.md.',
  select: (schema) => metricsQuery(schema, ofAllPrograms),
};
