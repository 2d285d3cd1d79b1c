import { LINE_HOLDS, PARTNER_HOLDS } from '@ledger/contracts/decided-words';

const OF_LINES_IN_HOLD: readonly string[] = ['clearing', ...LINE_HOLDS];
const OF_PARTNER: readonly string[] = PARTNER_HOLDS;

/**
 * Of the reasons of an account, those a person is shown: where nothing is in hold, or nothing is payable, none is named
 * for it. (The contract's `unpaid` names them also for payable lines that add up to nothing.)
 */
export function reasonsToShow<R extends string>(
  reasons: readonly R[],
  { holdMinor, payableMinor }: { readonly holdMinor: bigint; readonly payableMinor: bigint },
): readonly R[] {
  return reasons.filter((reason) => {
    if (reason === 'in_transit') return true;
    if (OF_LINES_IN_HOLD.includes(reason)) return holdMinor !== 0n;
    return payableMinor !== 0n || (OF_PARTNER.includes(reason) && holdMinor !== 0n);
  });
}
