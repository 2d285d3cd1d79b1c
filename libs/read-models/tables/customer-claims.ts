import type { Calendar, Month } from '@ledger/kernel/calendar';
import type { Instant } from '@ledger/kernel/instant';
import type { Introduction, IntroductionKind, LostReason } from '@ledger/stages/attribution/attribution.decisions';
import { integer, orNull, text, time } from '../definition/column';
import type { GroupedTable } from '../definition/table';

/** A claim or touchpoint of a partner on a customer, whether it counts or not. */
export interface CustomerClaimRow {
  readonly customer: string;
  /** Its place among those of the customer. */
  readonly place: number;
  readonly partner: string;
  readonly claim: IntroductionKind;
  readonly claimedAt: Instant;
  readonly claimedMonth: Month;
  /** First moment at which it no longer introduces; null: never. */
  readonly endsAt: Instant | null;
  readonly endsMonth: Month | null;
  /** Why it can never count; null: it may. */
  readonly barred: LostReason | null;
  readonly source: string;
  readonly id: string;
}

export const customerClaims: GroupedTable<CustomerClaimRow, 'customer'> = {
  kind: 'grouped',
  name: 'customer_claims',
  columns: {
    customer: text('customer'),
    place: integer('place'),
    partner: text('partner'),
    claim: text('claim'),
    claimedAt: time('claimed_at_ms'),
    claimedMonth: integer('claimed_month'),
    endsAt: orNull(time('ends_at_ms')),
    endsMonth: orNull(integer('ends_month')),
    barred: orNull(text('barred')),
    source: text('source'),
    id: text('id'),
  },
  key: ['customer', 'place'],
  group: ['customer'],
  indexes: { customer_claims_of_partner: '(program, partner, claimed_at_ms)' },
  fold: {
    decisions: {
      AttributionChanged: (rows, { customer, introductions }, calendar) =>
        rows.replace(
          { customer },
          introductions.flatMap((each, place) => claimOf(customer, place, each, calendar)),
        ),
    },
  },
};

/** A sign-up with a code that nobody owns is nobody's claim. */
function claimOf(
  customer: string,
  place: number,
  { partner, claim, claimedAt, endsAt, barred, source, id }: Introduction,
  calendar: Calendar,
): CustomerClaimRow[] {
  if (partner === null) return [];
  const claimedMonth = calendar.monthAt(claimedAt);
  const endsMonth = endsAt === null ? null : calendar.monthAt(endsAt);
  return [{ customer, place, partner, claim, claimedAt, claimedMonth, endsAt, endsMonth, barred, source, id }];
}
