import type { PartnerStatement, StatementAccount, StatementLine } from '../statement/statement';

const LINE: StatementLine = {
  date: '2026-01-16',
  customer: 'cus-1',
  invoice: 'inv-1',
  line: '1',
  seq: 1,
  reason: 'accrual',
  baseMinor: 49_900n,
  rate: '0.1',
  amountMinor: 4_990n,
};

/** An account with an accrual, a refund, an adjustment, and a payout that was made and failed. */
export const SMALL_ACCOUNT: StatementAccount = {
  currency: 'USD',
  openingMinor: 1_000n,
  accruedMinor: 4_990n,
  adjustedMinor: 300n,
  reversedMinor: -990n,
  paidMinor: 0n,
  closingMinor: 5_300n,
  feesMinor: 0n,
  withheldMinor: 0n,
  netMinor: 0n,
  lines: [
    LINE,
    { ...LINE, seq: 2, reason: 'refund', amountMinor: -990n },
    {
      ...LINE,
      customer: null,
      invoice: null,
      line: 'adj-1',
      reason: 'adjustment',
      baseMinor: null,
      rate: null,
      amountMinor: 300n,
    },
  ],
  payouts: (['made', 'failed'] as const).map((kind) => ({
    date: '2026-01-20',
    payout: 'po-1',
    kind,
    rail: 'stripe',
    grossMinor: 1_000n,
    feeMinor: 28n,
    withheldMinor: 100n,
    netMinor: 872n,
  })),
};

/** A statement of a closed month. */
export function smallStatement(change: Partial<PartnerStatement> = {}): PartnerStatement {
  return {
    program: 'plixo',
    partner: 'alder',
    name: 'Zoë Größe',
    company: null,
    month: '2026-01',
    from: '2026-01-01',
    through: '2026-01-31',
    timeZone: 'UTC',
    isClosed: true,
    endsAtMs: Date.UTC(2026, 1, 1),
    accounts: [SMALL_ACCOUNT],
    ...change,
  };
}
