import { isInForce } from '../tables/customer-credits';
import type { OfProgram } from './earned';

/**
 * The leads and registrations that are decided, a partner's several ones for a customer being one. Won: the customer
 * closed, and the partner is credited with it; lost: it closed without, or all of them can never count any more, or the
 * customer went before it closed. (docs/figures.md, Win rate)
 */
export function decidedClaimsQuery(schema: string, ofProgram: OfProgram): string {
  return `SELECT d.program, d.partner, d.customer, d.is_won,
                 CASE WHEN d.closed_month IS NOT NULL THEN greatest(d.closed_month, d.claimed_month)
                      WHEN d.all_dead THEN least(d.dead_month, d.churned_month) ELSE d.churned_month END AS month
            FROM (
              SELECT k.program, k.partner, k.customer, z.month AS closed_month, min(k.claimed_month) AS claimed_month,
                     z.customer IS NOT NULL AND EXISTS (
                       SELECT FROM ${schema}.customer_credits c WHERE c.program = k.program AND c.customer = k.customer
                          AND c.partner = k.partner AND ${isInForce('c', 'g.clock_ms')}) AS is_won,
                     bool_and(k.barred IS NOT NULL OR coalesce(k.ends_at_ms <= g.clock_ms, false)) AS all_dead,
                     max(CASE WHEN k.barred IS NULL THEN k.ends_month ELSE k.claimed_month END) AS dead_month,
                     (SELECT min(h.month) FROM ${schema}.churns h
                       WHERE h.program = k.program AND h.customer = k.customer) AS churned_month
                FROM ${schema}.customer_claims k
                JOIN ${schema}.programs g ON g.program = k.program
                LEFT JOIN ${schema}.closings z ON z.program = k.program AND z.customer = k.customer
               WHERE k.claim IN ('lead', 'registration') AND ${ofProgram('k.program')}
               GROUP BY k.program, k.partner, k.customer, z.customer, z.month, g.clock_ms
            ) d
           WHERE d.closed_month IS NOT NULL OR d.all_dead OR d.churned_month IS NOT NULL`;
}

/** Customers that no partner is credited with, and that closed (won), or went before they did (lost). */
export function decidedWithoutPartnerQuery(schema: string, ofProgram: OfProgram): string {
  const uncredited = (of: string) =>
    `NOT EXISTS (SELECT FROM ${schema}.customer_credits c WHERE c.program = ${of}.program
        AND c.customer = ${of}.customer AND ${isInForce('c', 'g.clock_ms')})`;
  return `SELECT z.program, z.customer, true AS is_won, z.month
            FROM ${schema}.closings z JOIN ${schema}.programs g ON g.program = z.program
           WHERE ${uncredited('z')} AND ${ofProgram('z.program')}
          UNION ALL
          SELECT h.program, h.customer, false, min(h.month)
            FROM ${schema}.churns h JOIN ${schema}.programs g ON g.program = h.program
           WHERE NOT EXISTS (SELECT FROM ${schema}.closings z WHERE z.program = h.program AND z.customer = h.customer)
             AND ${uncredited('h')} AND ${ofProgram('h.program')}
           GROUP BY h.program, h.customer`;
}
