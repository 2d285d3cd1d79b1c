import { isInForce } from '../tables/customer-credits';

/** Narrows a query to one program: `r.program = $1`; nothing where all programs are asked for. */
export type OfProgram = (column: string) => string;

export const ofAllPrograms: OfProgram = () => 'true';
export const ofOneProgram: OfProgram = (column) => `${column} = $1`;

/** What each line of an invoice earns on, for each partner that is credited with it at its earning event, with its role. */
export function earnedQuery(schema: string, ofProgram: OfProgram): string {
  return `SELECT b.program, b.partner, b.customer, b.invoice, b.line, c.role, b.base_minor, b.currency, b.month, b.earned_at_ms
            FROM ${schema}.earned_bases b
            JOIN ${schema}.customer_credits c ON c.program = b.program AND c.customer = b.customer
             AND c.partner = b.partner AND ${isInForce('c', 'b.earned_at_ms')}
           WHERE ${ofProgram('b.program')}`;
}

/** What customers were billed or paid, by what the program's terms earn on; one row for each invoice. */
export function revenueQuery(schema: string, ofProgram: OfProgram): string {
  return `SELECT r.program, r.customer, r.invoice, r.currency, r.amount_minor, r.month, r.at_ms
            FROM ${schema}.revenues r
            JOIN (
              SELECT DISTINCT ON (program) program,
                     CASE terms ->> 'earnOn' WHEN 'billed' THEN 'invoice.issued' ELSE 'invoice.paid' END AS event_type
                FROM ${schema}.terms_versions ORDER BY program, version
            ) e USING (program, event_type)
           WHERE ${ofProgram('r.program')}`;
}
