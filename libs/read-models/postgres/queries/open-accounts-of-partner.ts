import type { Instant } from '@ledger/kernel/instant';
import type { OpenAccount } from '../../ledger-rows';
import { toOpenAccount, type StoredOpenAccount } from '../stored-rows';
import type { ProgramSnapshot } from './program-snapshot';
import { Where } from './where';

/** The accounts of a partner that have lines in hold or payable, by currency; `asOf` tells which are still clearing. */
export async function openAccountsOfPartner(
  { sql, schema, program }: ProgramSnapshot,
  partner: string,
  asOf: Instant,
): Promise<readonly OpenAccount[]> {
  const where = new Where(program.program, 'l.program').compare('l.partner', '=', partner);
  const clearing = `$${where.parameters.length + 1}`;
  const rows = await sql.rows<StoredOpenAccount>(
    `SELECT a.partner, a.currency, a.hold_minor, a.payable_minor,
            o.has_payable, o.has_held, o.clearing, o.dispute, o.not_activated
       FROM (
         SELECT l.program, l.partner, l.currency,
                bool_or(l.state = 'payable') AS has_payable,
                bool_or(l.state = 'hold') AS has_held,
                bool_or(l.state = 'hold' AND l.clears_at_ms > ${clearing}) AS clearing,
                bool_or(l.state = 'hold' AND coalesce('dispute' = ANY (h.holds), false)) AS dispute,
                bool_or(l.state = 'hold' AND coalesce('not_activated' = ANY (h.holds), false)) AS not_activated
           FROM ${schema}.lines l
           LEFT JOIN ${schema}.invoice_holds h ON h.program = l.program AND h.invoice = l.invoice AND h.partner = l.partner
           ${where.text} AND l.paid_at_ms IS NULL
          GROUP BY l.program, l.partner, l.currency
       ) o
       JOIN ${schema}.accounts a USING (program, partner, currency)
      ORDER BY a.currency`,
    [...where.parameters, asOf],
  );
  return rows.map(toOpenAccount);
}
