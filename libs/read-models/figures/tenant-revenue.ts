import { shownMonth, type OpsView } from '../definition/ops-view';
import { isInForce } from '../tables/customer-credits';
import { ofAllPrograms, revenueQuery, type OfProgram } from './earned';

/** The revenue of the customers that are sourced to a partner, by customer, currency and month. */
export function tenantMonthsQuery(schema: string, ofProgram: OfProgram): string {
  return `SELECT r.program, c.partner, r.customer, r.currency, r.month, sum(r.amount_minor) AS revenue_minor,
                 count(*) AS invoices
            FROM (${revenueQuery(schema, ofProgram)}) r
            JOIN ${schema}.customer_credits c ON c.program = r.program AND c.customer = r.customer
             AND c.role = 'sourced' AND ${isInForce('c', 'r.at_ms')}
           GROUP BY 1, 2, 3, 4, 5`;
}

/** The same in one sum for each partner, beside that of the month before. */
export function tenantRevenueQuery(schema: string, ofProgram: OfProgram): string {
  return `SELECT t.program, t.partner, t.currency, t.month, t.tenants, t.revenue_minor, t.before_minor,
                 t.revenue_minor - t.before_minor AS change_minor,
                 round((t.revenue_minor - t.before_minor) / nullif(t.before_minor, 0), 4) AS trend
            FROM (
              SELECT m.program, m.partner, m.currency, m.month, count(*) AS tenants, sum(m.revenue_minor) AS revenue_minor,
                     coalesce(max(sum(m.revenue_minor)) OVER (
                       PARTITION BY m.program, m.partner, m.currency ORDER BY m.month
                       RANGE BETWEEN 1 PRECEDING AND 1 PRECEDING), 0) AS before_minor
                FROM (${tenantMonthsQuery(schema, ofProgram)}) m GROUP BY 1, 2, 3, 4
            ) t`;
}

export const tenantMonthsView: OpsView = {
  about: 'The revenue of each customer that is sourced to a partner, by month, in minor units.',
  select: (schema) => `SELECT t.program, t.partner, t.customer, t.currency, ${shownMonth('t.month', 'month')},
          t.revenue_minor, t.invoices FROM (${tenantMonthsQuery(schema, ofAllPrograms)}) t`,
};

export const tenantRevenueView: OpsView = {
  about: "The revenue of a partner's customers by month, in minor units, and how it changed from the month before.",
  select: (schema) => `SELECT t.program, t.partner, t.currency, ${shownMonth('t.month', 'month')}, t.tenants,
          t.revenue_minor, t.before_minor, t.change_minor, t.trend FROM (${tenantRevenueQuery(schema, ofAllPrograms)}) t`,
};
