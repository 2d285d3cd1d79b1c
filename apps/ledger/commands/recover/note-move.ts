import { say } from '@ledger/hosting/process/print';
import { UserError } from '@ledger/hosting/process/user-error';
import { recoveriesOf } from '@ledger/hosting/rails/recoveries-of';
import { ELSEWHERE } from '@ledger/rails/desk/postgres-recoveries';
import type { Hold } from '@ledger/rails/sender/rail-holds';
import { withReadModels } from '../with-read-models';

/** Takes a person's word that this is the ledger itself, whole, at another place. */
export async function noteMove(data: string, said: Hold): Promise<void> {
  await withReadModels(data, async (ledger) => {
    const recoveries = await recoveriesOf(ledger);
    if ((await recoveries.heldBy()) !== ELSEWHERE) {
      throw new UserError('this ledger lies where it sent last: there is no move to tell of');
    }
    await recoveries.moved(said);
    say('this is where the ledger lies now; it sends from here');
  });
}
