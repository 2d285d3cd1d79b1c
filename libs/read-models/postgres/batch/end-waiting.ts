import { binaryArray, ELEMENTS } from '@ledger/event-store/postgres/binary-array';
import type { InvoiceRow } from '../../tables/invoices';
import type { TakebackRow } from '../../tables/takebacks';
import { encodeText } from '../text-codec';
import type { ProgramTarget } from '../write-rows';

/** What takes something back waits until its invoice comes, or, a refund, until it failed; in whichever order. */
export async function endWaiting(
  { sql, schema, program }: ProgramTarget,
  invoices: readonly InvoiceRow[],
  takebacks: readonly TakebackRow[],
): Promise<void> {
  const end = (from: string, where: string, parameter: Buffer) =>
    sql.run(
      `UPDATE ${schema}.takebacks t SET waits = false FROM ${from}
        WHERE t.program = $1 AND t.waits AND ${where}`,
      [encodeText(program), parameter],
    );
  if (invoices.length > 0) {
    const names = invoices.map(({ invoice }) => encodeText(invoice));
    await end('unnest($2::text[]) AS n(invoice)', 't.invoice = n.invoice', binaryArray(ELEMENTS.text, names));
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
