import type { OpenLedger } from '@ledger/hosting/storage/open-ledger';
import type { ProgramTerms } from '@ledger/program/program-terms';
import { noSuchProgram } from '../no-such-program';
import { termsShown } from './terms/terms-of-ledger';
import { withReadModels } from './with-read-models';

/** Lends a ledger with one of its programs, when its read models show all that is recorded; UserError: it has none of that name. */
export async function withProgram<T>(
  data: string,
  program: string,
  use: (ledger: OpenLedger, terms: ProgramTerms) => Promise<T>,
): Promise<T> {
  return withReadModels(data, async (ledger) => {
    const { programs } = await termsShown(ledger);
    const terms = programs.get(program);
    if (terms === undefined) throw noSuchProgram(program, programs.keys());
    return use(ledger, terms);
  });
}
