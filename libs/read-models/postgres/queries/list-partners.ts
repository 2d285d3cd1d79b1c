import type { PartnerWithCustomers } from '../../ledger-rows';
import { toPartner, type StoredPartner } from '../stored-rows';
import { pageOf, type Page, type PageRequest } from './page';
import { partnerRows } from './partner-rows';
import type { ProgramSnapshot } from './program-snapshot';
import { Where } from './where';

/** Partners of a program by name; key: partner. */
export async function listPartners(
  { sql, schema, program }: ProgramSnapshot,
  { limit, after }: PageRequest,
): Promise<Page<PartnerWithCustomers>> {
  const where = new Where(program.program, 'p.program').after(['p.partner'], after);
  const query = `${partnerRows(schema, where.text)} ORDER BY p.partner LIMIT ${limit + 1}`;
  const rows = await sql.rows<StoredPartner>(query, where.parameters);
  return pageOf(rows.map(toPartner), limit, ({ partner }) => [partner]);
}
