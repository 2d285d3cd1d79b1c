import type { PartnerWithCustomers } from '../../ledger-rows';
import { toPartner, type StoredPartner } from '../stored-rows';
import { partnerRows } from './partner-rows';
import type { ProgramSnapshot } from './program-snapshot';
import { Where } from './where';

/** A partner of a program; null: none of that name applied or enrolled. */
export async function findPartner(
  { sql, schema, program }: ProgramSnapshot,
  partner: string,
): Promise<PartnerWithCustomers | null> {
  const where = new Where(program.program, 'p.program').compare('p.partner', '=', partner);
  const [stored] = await sql.rows<StoredPartner>(partnerRows(schema, where.text), where.parameters);
  return stored === undefined ? null : toPartner(stored);
}
