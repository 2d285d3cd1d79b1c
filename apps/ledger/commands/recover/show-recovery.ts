import { formatMoney } from '@ledger/documents/money-text';
import { textTable } from '@ledger/documents/text-table';
import { say } from '@ledger/hosting/process/print';
import { recoveriesOf } from '@ledger/hosting/rails/recoveries-of';
import { ledgerIdAt } from '@ledger/rails/desk/ledger-id';
import { termsShown } from '../terms/terms-of-ledger';
import { withReadModels } from '../with-read-models';
import { reviewRails, type RailReview } from './review-rails';

const HEAD = ['rail', 'transfer', 'program', 'payout', 'amount', 'currency', 'what it can be'];

/** Says whether this ledger sends, and where it was restored, what a person has to decide before it does. */
export async function showRecovery(data: string): Promise<void> {
  await withReadModels(data, async (ledger) => {
    const recoveries = await recoveriesOf(ledger);
    const held = await recoveries.heldBy();
    say(`keys of this ledger: ${await ledgerIdAt(ledger.pool, await ledger.store.lastPosition())}`);
    if (held === null) return say('it sends: no restore waits for anything');
    say(`nothing is sent (${held.by}): ${held.reason}`);
    if ((await recoveries.open()) === null) return;
    const { programs } = await termsShown(ledger);
    sayReview(await reviewRails(ledger, recoveries, [...programs.keys()]));
  });
}

/** What the rails show, one row a transfer. */
export function sayReview(reviews: readonly RailReview[]): void {
  const rows = reviews.flatMap(({ rail, found }) =>
    (found ?? []).map(({ transfer, named, pays, isOwn }) => [
      ...[rail, transfer.id, named.program, named.payout],
      ...[formatMoney(transfer.amountMinor, transfer.currency), transfer.currency],
      wordFor(pays, isOwn),
    ]),
  );
  for (const { rail, found } of reviews) {
    if (found === null)
      say(`${rail} lists nothing: compare its own report with ledger payouts list, and say so by --evidence`);
    else if (found.length === 0) say(`${rail} shows no transfer of this ledger that its log does not know`);
  }
  if (rows.length > 0) say(textTable(HEAD, rows, { right: ['amount'] }));
}

function wordFor(pays: boolean, isOwn: boolean): string {
  if (isOwn) return pays ? 'that payout itself: --take' : 'in the name of that payout, of another amount or account';
  return pays
    ? 'of an earlier payout of that number, or what this one waits for: --other or --take'
    : 'no payout that waits: --other';
}
