import type { LostReason } from '@ledger/stages/attribution/attribution.decisions';

/** Why a lead brought no credit, for the partner who submitted it: nothing of anybody else is said. */
export const WHY_LOST: Readonly<Record<LostReason, string>> = {
  later: 'The customer had been introduced before.',
  lower_priority: 'The customer had been introduced in a way that has priority.',
  expired: 'It was too long ago when the customer was closed.',
  protection_ended: 'It no longer held when the customer was closed.',
  after_direct_contact: 'Our own sales had been in contact with the customer before.',
  window_passed: 'It was too long ago when the customer was closed.',
  not_approved: 'You were not an active partner when it was submitted.',
  self_referral: 'The customer is you: its e-mail is one of yours.',
  after_settling: 'It was submitted after the customer had been closed.',
  overridden: 'Staff decided who is credited with the customer.',
  unknown_code: 'The code that was given belongs to nobody.',
};

/** Where nothing more is known. */
export const LOST_WITHOUT_REASON = 'The customer was closed without a credit of yours.';
