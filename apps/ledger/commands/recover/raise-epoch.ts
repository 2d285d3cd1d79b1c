import { say } from '@ledger/hosting/process/print';
import { UserError } from '@ledger/hosting/process/user-error';
import { recoveriesOf } from '@ledger/hosting/rails/recoveries-of';
import { ledgerIdAt } from '@ledger/rails/desk/ledger-id';
import type { Hold } from '@ledger/rails/sender/rail-holds';
import { withReadModels } from '../with-read-models';

/** Begins the next epoch of a ledger that was restored: from now on nothing leaves it. */
export async function raiseEpoch(data: string, said: Hold): Promise<void> {
  await withReadModels(data, async (ledger) => {
    const recoveries = await recoveriesOf(ledger);
    const open = await recoveries.open();
    if (open !== null) {
      throw new UserError(
        `epoch ${open.epoch} was begun by ${open.by} and did not go live yet: ledger recover shows it`,
      );
    }
    const from = (await ledger.store.lastPosition()) + 1n;
    const epoch = await recoveries.raise(from, said);
    say(`epoch ${epoch} begins: payouts that are made from now on have keys of ${await ledgerIdAt(ledger.pool, from)}`);
    say('nothing leaves this ledger, neither money nor webhooks, until ledger recover --go-live');
    say('ledger recover lists what the rails show of earlier epochs that this log does not know');
  });
}
