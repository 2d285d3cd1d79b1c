import { datedAnomalies } from './dated-anomalies';
import { ageDays, month, time, type OpsView } from './ops-view';
import { isStillToDo } from './still-to-do';

/** The views on what somebody has to look at, and on what people decided. */
export function opsWorklistViews(schema: string): Readonly<Record<string, OpsView>> {
  const from = (table: string) => `FROM ${schema}.${table}`;
  const aged = `JOIN ${schema}.programs p USING (program)`;
  const fact = (alias: string) => `${alias}.seq, ${alias}.source, ${alias}.id`;
  return {
    rejected: {
      about:
        'Events that were not accepted, and why; open: nothing with the id was accepted since, and the same did not come again.',
      select: `SELECT r.program, r.seq, r.source, r.id, r.event_type, r.code, r.detail, ${time('r.arrived_at_ms', 'arrived_at')},
          r.times, ${isStillToDo(schema)} AS open, r.accepted_in, r.accepted_seq, r.body, r.body_ref ${from('rejected')} r`,
    },
    anomalies: {
      about: 'What in the facts does not fit together and was cut off, or has no effect.',
      select: `SELECT a.program, a.code, a.invoice, a.detail, ${time('a.at_ms', 'at')}, ${ageDays('a.at_ms')}
        FROM (${datedAnomalies(schema)}) a ${aged}`,
    },
    waiting_for_invoice: {
      about: 'Refunds, disputes and voids of invoices that never came.',
      select: `SELECT t.program, t.event_type, t.about, t.invoice, ${time('t.at_ms', 'at')}, ${ageDays('t.at_ms')},
          ${fact('t')} ${from('takebacks')} t ${aged} WHERE t.waits`,
    },
    unowned_codes: {
      about: 'Sign-ups with a code that nobody owns.',
      select: `SELECT program, s.code, s.click_id, u.customer, ${time('u.claimed_at_ms', 'at')},
          ${ageDays('u.claimed_at_ms')}, source, id
        ${from('unowned_codes')} u LEFT JOIN ${schema}.sign_up_codes s USING (program, source, id) ${aged}`,
    },
    overrides: {
      about: 'Decisions of staff about who is credited with a customer; the evidence itself is not here.',
      select: `SELECT o.program, o.customer, o.decided_by, ${time('o.at_ms', 'at')}, ${time('o.from_at_ms', 'from_at')},
          o.evidence_ref, ${fact('o')} ${from('overrides')} o`,
    },
    closed_months: {
      about: 'Accounting months that were closed, each with all before it.',
      select: `SELECT c.program, ${month('c.month', 'month')}, ${time('c.at_ms', 'closed_at')}, c.closed_by, ${fact('c')}
        ${from('closed_months')} c`,
    },
  };
}
