import { BALANCES } from './balances';
import { CHAOS } from './chaos';
import { CLAIMS_THAT_LOSE } from './claims-that-lose';
import { DEALS_AND_INFLUENCE } from './deals-and-influence';
import { LINE_REASONS } from './line-reasons';
import { MISTAKES_IN_FORM } from './mistakes-in-form';
import { MONEY_GOES_BACK } from './money-goes-back';
import { ORDINARY_BUSINESS } from './ordinary-business';
import { PARTNER_DETAILS } from './partner-details';
import { PARTNER_STANDING } from './partner-standing';
import { PAYOUT_ANSWERS } from './payout-answers';
import { PAYOUT_APPROVALS } from './payout-approvals';
import { REJECTIONS_BY_RULE } from './rejections';
import type { Scenario } from './scenario';
import { SECOND_THOUGHTS } from './second-thoughts';
import { UNPAID_REASONS } from './unpaid-reasons';

/** Together they show every event type, reason, state and rejection that any terms allow (reaches-everything.spec). */
export const ALL_SCENARIOS: readonly Scenario[] = [
  ...ORDINARY_BUSINESS,
  ...MONEY_GOES_BACK,
  ...SECOND_THOUGHTS,
  ...BALANCES,
  ...CLAIMS_THAT_LOSE,
  ...LINE_REASONS,
  ...UNPAID_REASONS,
  ...PARTNER_STANDING,
  ...PARTNER_DETAILS,
  ...PAYOUT_ANSWERS,
  ...PAYOUT_APPROVALS,
  ...DEALS_AND_INFLUENCE,
  ...REJECTIONS_BY_RULE,
  ...MISTAKES_IN_FORM,
  CHAOS,
];
