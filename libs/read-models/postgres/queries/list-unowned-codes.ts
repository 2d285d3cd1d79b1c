import { toUnownedCode, type StoredUnownedCode, type UnownedCode } from '../stored-lists';
import type { ListQuery } from './list-query';
import type { ProgramSnapshot } from './program-snapshot';
import { Where } from './where';

/** Sign-ups of a program with a code that nobody owns, the oldest first; key: time, customer, source, id. */
export function unownedCodes(
  { schema, program }: ProgramSnapshot,
  code: string | undefined,
): ListQuery<StoredUnownedCode, UnownedCode> {
  return {
    select: `SELECT u.customer, u.claimed_at_ms, u.source, u.id, s.code, s.click_id
               FROM ${schema}.unowned_codes u LEFT JOIN ${schema}.sign_up_codes s USING (program, source, id)`,
    where: new Where(program.program, 'u.program').compare('s.code', '=', code),
    order: ['u.claimed_at_ms', 'u.customer', 'u.source', 'u.id'],
    toRow: toUnownedCode,
    keyOf: ({ at, customer, source, id }) => [at, customer, source, id],
  };
}
