/** Every code with which an event can be rejected (contract.md, section 1), and what it says. */
export const REJECTIONS = {
  schema_invalid: 'The envelope or the data does not fit its schema; the detail has the field’s path.',
  unknown_program: 'No program of that name is known.',
  id_reused: 'Another event with this `source` and `id` and other content was accepted before.',
  unknown_type: 'No event type has that name.',
  not_in_program: 'The program’s terms have no use for this event, type, tier, rail, role, requirement or promotion.',
  unknown_partner: 'The partner has neither applied nor enrolled.',
  invoice_conflict:
    'The invoice was issued (or paid) before with another customer, currency or lines, or was taken back since.',
  refund_conflict: 'The refund’s id was used before with other data.',
  dispute_conflict: 'The dispute is about another invoice or (at its opening) another amount.',
  deal_conflict: 'The registration’s id was used before with other data.',
  referral_conflict: 'The lead’s id was used before with other data.',
  adjustment_conflict: 'The adjustment’s id was used before with other data.',
  not_applied: 'The partner has no application to decide on.',
  enrolment_not_allowed: 'Partners of this type cannot enrol themselves in this program.',
  requirements_unmet: 'The partner does not yet meet what the approval or the tier asks for; the detail names it.',
  tier_required: 'Only a partner of the named tier may do this.',
  registered_too_late: 'The registration came too long after the first contact.',
  evidence_required: 'The program takes registrations with evidence only.',
  unknown_deal: 'No registration has that id.',
  reregistration_exhausted: 'The registration has been made anew as often as the terms allow.',
  registration_still_valid: 'The registration has not expired yet.',
  protected_limit: 'The partner has as many protected accounts as the terms allow.',
  rate_out_of_range: 'The rate is outside the range that the partner’s tier may negotiate.',
  code_taken: 'The code belongs to another partner.',
  period_not_ended: 'The month has not ended at the event’s time.',
  period_already_closed: 'The month is closed already.',
  unknown_payout: 'No payout has that id.',
  payout_state: 'The payout’s state does not allow it.',
  payout_changed: 'The partner would no longer be paid exactly the proposed lines.',
  own_change: 'Whoever changed the payout method or posted an adjustment cannot approve what it pays.',
  nothing_to_write_off: 'The partner does not owe so much in that currency.',
  terms_invalid: 'The terms cannot be used; the detail says what is wrong, and where.',
  version_not_next: 'The version does not follow the program’s latest one.',
  effective_in_the_past: 'The version would be in force in a closed month, or before the version that it follows.',
  time_in_future:
    'The event is more than five minutes ahead of the `clock` it carries, or ten years ahead of the program’s.',
} as const;

export type RejectionCode = keyof typeof REJECTIONS;

/** All codes, in the order of the contract. */
export const REJECTION_CODES = Object.keys(REJECTIONS) as readonly RejectionCode[];
