import type { OpenLedger } from '@ledger/hosting/storage/open-ledger';
import { noSuchProgram } from '../../no-such-program';
import { refuseUnknownPartner } from '../refuse-unknown-partner';
import { termsShown, type TermsOfLedger } from '../terms/terms-of-ledger';

/** The terms of a ledger's programs. Throws UserError where there is no such program, or no such partner in it. */
export async function termsOfKnown(ledger: OpenLedger, program?: string, partner?: string): Promise<TermsOfLedger> {
  const terms = await termsShown(ledger);
  if (program === undefined) return terms;
  if (!terms.programs.has(program)) throw noSuchProgram(program, terms.programs.keys());
  if (partner !== undefined) await refuseUnknownPartner(ledger, program, partner);
  return terms;
}
