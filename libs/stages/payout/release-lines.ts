import type { Instant } from '@ledger/kernel/instant';
import type { InvoiceHoldsChanged } from '../commission/commission.decisions';
import type { PartnerHold } from '../partner-status/status.decisions';
import { heldBack, released } from './group-by-account';
import type { OpenLine } from './payout-account';
import type { PayoutBook } from './payout-book';
import type { LinesHeldBack, LinesReleased } from './payout.decisions';

/** Lines in hold that have cleared become payable, but for those that something holds. */
export function releaseCleared(lines: readonly OpenLine[], at: Instant, book: PayoutBook): LinesReleased[] {
  const free = lines.filter(
    (line) =>
      line.state === 'hold' &&
      line.clearsAt <= at &&
      !book.lines.isFrozen(line) &&
      book.partners.holdsOf(line.account.partner).length === 0,
  );
  return released(free, at);
}

/** Payable lines of a frozen invoice go back to hold; thawed ones that have cleared become payable. */
export function freezeOrThaw(
  { invoice, partner, holds }: InvoiceHoldsChanged,
  clock: Instant,
  book: PayoutBook,
): (LinesHeldBack | LinesReleased)[] {
  book.lines.setHolds(invoice, partner, holds);
  const lines = book.lines.linesOf(invoice, partner);
  if (holds.length === 0) return releaseCleared(lines, clock, book);
  return heldBack(
    lines.filter(({ state }) => state === 'payable'),
    clock,
  );
}

/** What has cleared becomes payable when nothing holds its partner any more; `before`: what held whom before. */
export function* releaseUnheld(
  before: ReadonlyMap<string, readonly PartnerHold[]>,
  clock: Instant,
  book: PayoutBook,
): Generator<LinesReleased> {
  for (const [partner, holds] of before) {
    if (holds.length === 0 || book.partners.holdsOf(partner).length > 0) continue;
    for (const { held } of book.lines.accountsOf(partner)) yield* releaseCleared([...held], clock, book);
  }
}
