import type { OpenLedger } from '@ledger/hosting/storage/open-ledger';
import { openBank } from '@ledger/hosting/rails/open-bank';
import { recoveriesOf } from '@ledger/hosting/rails/recoveries-of';
import type { BankOffice } from '@ledger/rails/manual/bank-office';
import { noSuchProgram } from '../../no-such-program';
import { termsShown } from '../terms/terms-of-ledger';
import { withReadModels } from '../with-read-models';
import { clockOfSender } from './clock-of-sender';

/** Lends who makes batches of payouts by hand, in a ledger that has the program. */
export async function withBankOffice<T>(
  { data, program }: { readonly data: string; readonly program: string },
  use: (office: BankOffice, ledger: OpenLedger) => Promise<T>,
): Promise<T> {
  return withReadModels(data, async (ledger) => {
    const { programs, clocks } = await termsShown(ledger);
    if (!programs.has(program)) throw noSuchProgram(program, programs.keys());
    const now = await clockOfSender(ledger, clocks.get(program) ?? null);
    const { store, pool, personalData, readModels } = ledger;
    const recoveries = await recoveriesOf(ledger);
    return use(openBank({ store, pool, recoveries, personalData, readModels, clockOf: () => now }).office, ledger);
  });
}
