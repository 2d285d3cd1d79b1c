import { UserError } from '@ledger/hosting/process/user-error';
import type { OpenLedger } from '@ledger/hosting/storage/open-ledger';
import { readProgram } from '@ledger/read-models/postgres/queries/program-snapshot';
import { findPartner } from '@ledger/read-models/tables/partners';

/** UserError: no partner of that id has applied to or enrolled in the program. */
export async function refuseUnknownPartner(
  { readModels }: OpenLedger,
  program: string,
  partner: string,
): Promise<void> {
  const found = await readProgram(readModels, program, (snapshot) => findPartner(snapshot, partner));
  if (found === null) throw new UserError(`no partner ${partner} has applied to or enrolled in ${program}`);
}
