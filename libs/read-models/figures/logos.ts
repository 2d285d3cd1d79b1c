import { shownQuarter, shownTime, type OpsView } from '../definition/ops-view';
import { isInForce } from '../tables/customer-credits';
import { ofAllPrograms, type OfProgram } from './earned';

/**
 * The customers that are sourced to a partner: won ones are activated, pending ones are not yet, and did not go. `since`:
 * when it was activated, or when the partner's first claim on it was (null: an override alone gives it to the partner).
 */
export function logosQuery(schema: string, ofProgram: OfProgram): string {
  return `SELECT n.program, n.partner, n.customer, 'won' AS state, n.activated_at_ms AS since_ms, n.won_in_quarter
            FROM ${schema}.counted_customers n WHERE ${ofProgram('n.program')}
          UNION ALL
          SELECT c.program, c.partner, c.customer, 'pending',
                 (SELECT min(k.claimed_at_ms) FROM ${schema}.customer_claims k
                   WHERE k.program = c.program AND k.customer = c.customer AND k.partner = c.partner), NULL
            FROM ${schema}.customer_credits c JOIN ${schema}.programs g ON g.program = c.program
           WHERE c.role = 'sourced' AND ${isInForce('c', 'g.clock_ms')} AND ${ofProgram('c.program')}
             AND NOT EXISTS (SELECT FROM ${schema}.counted_customers n WHERE n.program = c.program AND n.customer = c.customer)
             AND NOT EXISTS (SELECT FROM ${schema}.churns h WHERE h.program = c.program AND h.customer = c.customer)`;
}

export const logosView: OpsView = {
  about: 'Customers that are sourced to a partner: won (activated) and pending.',
  select: (schema) => `SELECT l.program, l.partner, l.customer, l.state, ${shownTime('l.since_ms', 'since')},
          ${shownQuarter('l.won_in_quarter', 'won_in')} FROM (${logosQuery(schema, ofAllPrograms)}) l`,
};
