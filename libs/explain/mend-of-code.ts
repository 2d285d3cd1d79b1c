/** What has to be mended after a payout that failed or came back, and the codes of rails that say so. */
export const MENDS = {
  account_unknown: ['account_missing', 'resource_missing', 'account_invalid'],
  account_incomplete: [
    'transfers_inactive',
    'insufficient_capabilities_for_transfer',
    'payouts_disabled',
    'requirements_past_due',
    'requirements_currently_due',
  ],
  account_refused: [],
  account_closed: ['account_closed', 'AC04', 'AC06', 'AC01', 'RECEIVER_ACCOUNT_LOCKED'],
  receiver_unknown: [
    'receiver_invalid',
    'RECEIVER_UNREGISTERED',
    'RECEIVER_UNCONFIRMED',
    'RECEIVER_UNVERIFIED',
    'UNREGISTERED_RECEIVER',
  ],
  not_claimed: ['RETURNED', 'UNCLAIMED'],
  came_back: ['transfer_reversed', 'REVERSED', 'REFUNDED'],
  not_payable: ['amount_not_payable'],
  ours: ['balance_insufficient', 'INSUFFICIENT_FUNDS', 'DENIED'],
  other: [],
} as const;

export type Mend = keyof typeof MENDS;

const BY_CODE = new Map<string, Mend>(
  Object.entries(MENDS).flatMap(([mend, codes]) => codes.map((code: string) => [code, mend as Mend] as const)),
);

/** What a code asks for. Stripe says by the beginning of a `disabled_reason` what kind it is. */
export function mendOf(code: string): Mend {
  const known = BY_CODE.get(code);
  if (known !== undefined) return known;
  if (code.startsWith('rejected.') || code === 'listed') return 'account_refused';
  return code.startsWith('requirements.') || code === 'under_review' ? 'account_incomplete' : 'other';
}
