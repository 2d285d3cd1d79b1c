import type { PayoutOrder } from './payout-order';

/** Which payout: `po-N` of a program. */
export type PayoutName = Pick<PayoutOrder, 'program' | 'payout'>;
