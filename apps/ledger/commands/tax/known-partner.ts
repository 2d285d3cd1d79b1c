import { UserError } from '@ledger/hosting/process/user-error';
import type { OpenLedger } from '@ledger/hosting/storage/open-ledger';
import { readProgram } from '@ledger/read-models/postgres/queries/program-snapshot';
import { findPartner } from '@ledger/read-models/tables/partners';
import { noSuchProgram } from '../../no-such-program';
import { termsShown, type TermsOfLedger } from '../terms/terms-of-ledger';

/** The terms of a ledger's programs. Throws UserError where there is no such program, or no such partner in it. */
export async function termsOfKnown(ledger: OpenLedger, program?: string, partner?: string): Promise<TermsOfLedger> {
  const terms = await termsShown(ledger);
  if (program === undefined) return terms;
  if (!terms.programs.has(program)) throw noSuchProgram(program, terms.programs.keys());
  if (partner === undefined) return terms;
  const found = await readProgram(ledger.readModels, program, (snapshot) => findPartner(snapshot, partner));
  if (found === null) throw new UserError(`no partner ${partner} has applied to or enrolled in ${program}`);
  return terms;
}
