import { readName } from '@ledger/contracts/person-name';
import { DAY_MS, formatInstant, instant, type Instant } from '@ledger/kernel/instant';

/** The latest change of the account of a payee. */
export interface AccountChange {
  readonly by: string;
  /** By the clock by which payouts of the program are sent. */
  readonly at: Instant;
  /** No other account was entered before. */
  readonly isFirst: boolean;
}

export interface AccountRules {
  /** Who approved the payout; null: nobody had to. */
  readonly approvedBy: string | null;
  /** `payout.newMethodWaitDays` of the terms. */
  readonly waitDays: number;
  readonly now: Instant;
}

/**
 * Why no batch takes a payout to an account that was entered: four eyes, and the wait for another account than the one
 * before, as for a payout method. Empty: one takes it.
 */
export function judgeAccount(change: AccountChange | null, { approvedBy, waitDays, now }: AccountRules): string[] {
  if (change === null) return [];
  const reasons: string[] = [];
  if (approvedBy !== null && isSamePerson(approvedBy, change.by)) {
    reasons.push(
      `${approvedBy} approved it and entered the account that it goes to: somebody else has to enter that (payees set)`,
    );
  }
  const until = instant(change.at + waitDays * DAY_MS);
  if (!change.isFirst && until > now) {
    reasons.push(`its account was changed by ${change.by}: it waits until ${formatInstant(until)} (newMethodWaitDays)`);
  }
  return reasons;
}

/** Whether two names are the same person's, however they were typed. */
export function isSamePerson(one: string, other: string): boolean {
  return comparable(one) === comparable(other);
}

function comparable(text: string): string {
  const read = readName(text.normalize('NFKC'));
  return (read.ok ? read.name : text).toLowerCase();
}
