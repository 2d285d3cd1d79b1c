import { hasCode } from '@ledger/machine/system-error';
import type { DataSource } from 'typeorm';
import { PARTNER_ROLE, PARTNER_SETTINGS } from '../schema/partner-walls';
import type { Sql } from '../sql';
import { encodeText } from '../text-codec';
import { readProgram, type ProgramSnapshot } from './program-snapshot';

/** Whose rows are read. */
export interface PartnerKey {
  readonly program: string;
  readonly partner: string;
}

/** The role of partners' requests is not there, or the ledger's user may not take it. */
export class NoPartnerRole extends Error {
  override readonly name = 'NoPartnerRole';
}

/**
 * Lends a snapshot of a program in which Postgres shows the rows of one partner only, whatever is asked of it. What may
 * only be read by others fails.
 *
 * @throws NoPartnerRole
 */
export function readAsPartner<T>(
  dataSource: DataSource,
  { program, partner }: PartnerKey,
  use: (snapshot: ProgramSnapshot) => Promise<T>,
): Promise<T> {
  return readProgram(dataSource, program, use, (sql) => becomePartner(sql, { program, partner }));
}

/** Until the transaction ends, its connection reads as a partner. */
export async function becomePartner(sql: Sql, { program, partner }: PartnerKey): Promise<void> {
  const values = [PARTNER_SETTINGS.program, encodeText(program), PARTNER_SETTINGS.partner, encodeText(partner)];
  await sql.run('SELECT set_config($1, $2, true), set_config($3, $4, true)', values);
  try {
    await sql.run(`SET LOCAL ROLE ${PARTNER_ROLE}`);
  } catch (error) {
    // insufficient_privilege; invalid_parameter_value: there is no such role.
    if (!hasCode(error, '42501', '22023')) throw error;
    const mend = `CREATE ROLE ${PARTNER_ROLE} NOLOGIN; GRANT ${PARTNER_ROLE} TO the ledger's user; then start again`;
    throw new NoPartnerRole(`the ledger's user may not read as ${PARTNER_ROLE}: ${mend}`, { cause: error });
  }
}
