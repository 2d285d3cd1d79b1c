import type { PartnerWithCustomers } from '../../ledger-rows';
import { toPartner, type StoredPartner } from '../stored-rows';
import type { ListQuery } from './list-query';
import { partnerRows } from './partner-rows';
import type { ProgramSnapshot } from './program-snapshot';
import { Where } from './where';

/** Partners of a program by name; key: partner. */
export function partnerList({ schema, program }: ProgramSnapshot): ListQuery<StoredPartner, PartnerWithCustomers> {
  return {
    select: partnerRows(schema, ''),
    where: new Where(program.program, 'p.program'),
    order: ['p.partner'],
    toRow: toPartner,
    keyOf: ({ partner }) => [partner],
  };
}
