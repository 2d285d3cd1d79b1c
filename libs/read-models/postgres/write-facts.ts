import { binaryArray, ELEMENTS } from '@ledger/event-store/postgres/binary-array';
import {
  closedMonthRows,
  invoiceRows,
  overrideRows,
  signUpCodeRows,
  takebackRows,
  unownedCodeRows,
} from './fact-table-rows';
import type { FoldedProgram } from './folded-program';
import type { Sql } from './sql';
import { encodeText } from './text-codec';
import { writeRows } from './write-rows';

/** Writes what a batch's facts themselves add to the lists. */
export async function writeFacts(sql: Sql, schema: string, folded: FoldedProgram): Promise<void> {
  await writeRows(sql, schema, 'invoices', invoiceRows(folded), 'keep');
  await writeRows(sql, schema, 'takebacks', takebackRows(folded), 'fail');
  await endWaiting(sql, schema, folded);
  await writeRows(sql, schema, 'sign_up_codes', signUpCodeRows(folded), 'keep');
  await writeRows(sql, schema, 'overrides', overrideRows(folded), 'keep');
  await writeRows(sql, schema, 'closed_months', closedMonthRows(folded), 'fail');
  await replaceUnowned(sql, schema, folded);
}

/** What takes something back waits until its invoice comes, or, a refund, until it failed; in whichever order. */
async function endWaiting(sql: Sql, schema: string, { program, invoices, takebacks }: FoldedProgram): Promise<void> {
  const name = encodeText(program);
  const texts = (values: readonly string[]) => binaryArray(ELEMENTS.text, values.map(encodeText));
  const end = (from: string, where: string, parameter: Buffer) =>
    sql.run(
      `UPDATE ${schema}.takebacks t SET waits = false FROM ${from}
        WHERE t.program = $1 AND t.waits AND ${where}`,
      [name, parameter],
    );
  if (invoices.size > 0) {
    await end('unnest($2::text[]) AS n(invoice)', 't.invoice = n.invoice', texts([...invoices.keys()]));
  }
  if (takebacks.length === 0) return;
  const seqs = binaryArray(
    ELEMENTS.bigint,
    takebacks.map(({ seq }) => seq),
  );
  await end(
    `unnest($2::bigint[]) AS n(seq), ${schema}.invoices i`,
    't.seq = n.seq AND i.program = t.program AND i.invoice = t.invoice',
    seqs,
  );
  const failed = `t.event_type = 'payment.refunded' AND f.program = t.program AND f.about = t.about
        AND f.event_type = 'payment.refund_failed'`;
  await end(`unnest($2::bigint[]) AS n(seq), ${schema}.takebacks f`, `n.seq IN (t.seq, f.seq) AND ${failed}`, seqs);
}

async function replaceUnowned(sql: Sql, schema: string, folded: FoldedProgram): Promise<void> {
  const { program, attributions } = folded;
  if (attributions.size === 0) return;
  const customers = [...attributions.keys()].map(encodeText);
  await sql.run(
    `DELETE FROM ${schema}.unowned_codes t USING unnest($2::text[]) AS n(customer)
      WHERE t.program = $1 AND t.customer = n.customer`,
    [encodeText(program), binaryArray(ELEMENTS.text, customers)],
  );
  await writeRows(sql, schema, 'unowned_codes', unownedCodeRows(folded), 'keep');
}
