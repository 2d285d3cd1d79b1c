import { say } from '@ledger/hosting/process/print';
import { UserError } from '@ledger/hosting/process/user-error';
import { recoveriesOf } from '@ledger/hosting/rails/recoveries-of';
import { ELSEWHERE, type OpenRecovery } from '@ledger/rails/desk/postgres-recoveries';
import { termsShown } from '../terms/terms-of-ledger';
import { withReadModels } from '../with-read-models';
import { reviewRails } from './review-rails';
import { sayReview } from './show-recovery';

/** A request of the ledger that was lost may take effect so long after it was sent (payouts.md, part 2). */
const QUIET_MS = 15 * 60_000;

/** Lets a restored ledger send again, once a person decided about all that the rails show. */
export async function goLive(
  data: string,
  said: { readonly by: string; readonly evidence: string | null },
): Promise<void> {
  await withReadModels(data, async (ledger) => {
    const recoveries = await recoveriesOf(ledger);
    const open = await recoveries.open();
    if (open === null)
      throw new UserError('no restore waits to go live: ledger recover --raise-epoch says that there was one');
    if ((await recoveries.heldBy()) === ELSEWHERE) throw new UserError(`it does not go live: ${ELSEWHERE.reason}`);
    refuseWhileUnquiet(open);
    const { programs } = await termsShown(ledger);
    const reviews = await reviewRails(ledger, recoveries, [...programs.keys()]);
    sayReview(reviews);
    const undecided = reviews.reduce((count, { found }) => count + (found?.length ?? 0), 0);
    if (undecided > 0)
      throw new UserError(`it does not go live: ${undecided} of the transfers above wait for a decision`);
    const silent = reviews.filter(({ found }) => found === null).map(({ rail }) => rail);
    if (silent.length > 0 && said.evidence === null) {
      throw new UserError(
        `it does not go live: say by --evidence how you know what went out by ${silent.join(' and ')}`,
      );
    }
    await recoveries.goLive(said.by, said.evidence);
    say(`epoch ${open.epoch} is live: money and webhooks leave again, within a minute`);
  });
}

function refuseWhileUnquiet({ sinceMs }: OpenRecovery): void {
  if (sinceMs >= QUIET_MS) return;
  const minutes = Math.ceil((QUIET_MS - sinceMs) / 60_000);
  throw new UserError(
    'it does not go live yet: what the ledger that was lost sent at its end may still take effect at a rail; ' +
      `say it again in ${minutes} minutes`,
  );
}
