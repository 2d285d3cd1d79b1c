import type { PayoutSchedule, Rail } from '@ledger/program/terms';
import type { PayoutQuestion } from './payout-gate';

/** When an account has its runs: the first entry that matches tier, type and rail; undefined: never. */
export function scheduleOf({ terms, standing }: PayoutQuestion, rail: Rail | null): PayoutSchedule | undefined {
  return terms.payout.schedules.find(
    (entry) =>
      (entry.tier === null || entry.tier === standing.tier) &&
      (entry.partnerType === null || entry.partnerType === standing.partnerType) &&
      (entry.rail === null || entry.rail === rail),
  );
}
