import type { FactRow } from '../rows';
import type { FoldedProgram } from './folded-program';
import { jsonColumn } from './schema/json-text';
import type { TableRow } from './schema/table-row';

/** How what came itself is written, beside what the stages decided on it: the columns of each table. */

const factColumns = ({ seq, source, id, at }: FactRow) => ({ seq, source, id, at_ms: at });

/** `earlier`: how often the same came in the batches before. */
export function rejectedRows(
  { program, rejections }: FoldedProgram,
  earlier: ReadonlyMap<string, number>,
): TableRow<'rejected'>[] {
  return rejections.rows.map((row) => ({
    program,
    seq: row.seq,
    source: row.source,
    id: row.id,
    event_type: row.eventType,
    code: row.code,
    detail: row.detail,
    arrived_at_ms: row.arrivedAt,
    body: row.body === null ? null : jsonColumn(row.body),
    body_ref: row.bodyRef,
    same: row.same,
    times: row.times + (earlier.get(row.same) ?? 0),
    accepted_seq: row.acceptedSeq,
    accepted_in: row.acceptedIn,
  }));
}

export function invoiceRows({ program, invoices }: FoldedProgram): TableRow<'invoices'>[] {
  return [...invoices.values()].map((row) => ({
    program,
    invoice: row.invoice,
    customer: row.customer,
    ...factColumns(row),
  }));
}

/** All wait at first; what ends that is looked for when they are there. */
export function takebackRows({ program, takebacks }: FoldedProgram): TableRow<'takebacks'>[] {
  return takebacks.map((row) => ({
    program,
    event_type: row.eventType,
    about: row.about,
    invoice: row.invoice,
    waits: row.invoice !== '',
    ...factColumns(row),
  }));
}

export function signUpCodeRows({ program, signUpCodes }: FoldedProgram): TableRow<'sign_up_codes'>[] {
  return signUpCodes.map((row) => ({
    program,
    customer: row.customer,
    code: row.code,
    click_id: row.clickId,
    ...factColumns(row),
  }));
}

/** The sign-ups whose code nobody owns, as the attributions of the batch leave them. */
export function unownedCodeRows({ program, attributions }: FoldedProgram): TableRow<'unowned_codes'>[] {
  return [...attributions.values()].flatMap(({ customer, introductions }) =>
    introductions
      .filter(({ partner }) => partner === null)
      .map(({ claimedAt, source, id }) => ({ program, customer, claimed_at_ms: claimedAt, source, id })),
  );
}

export function overrideRows({ program, overrides }: FoldedProgram): TableRow<'overrides'>[] {
  return overrides.map((row) => ({
    program,
    customer: row.customer,
    decided_by: row.by,
    evidence_ref: row.evidenceRef,
    from_at_ms: row.fromAt,
    ...factColumns(row),
  }));
}

export function closedMonthRows({ program, closedMonths }: FoldedProgram): TableRow<'closed_months'>[] {
  return closedMonths.map((row) => ({ program, month: row.month, closed_by: row.by, ...factColumns(row) }));
}
