import type { EventType } from '@ledger/contracts/event-types';
import type { Right } from '@ledger/service-kit/access/rights';

/** Something that staff do, which is one fact. */
export interface StaffAction {
  /** Of the operation in OpenAPI. */
  readonly name: string;
  /** Under `v1/programs/:program/`; what it names is in the fact under that name. */
  readonly path: string;
  readonly right: Right;
  readonly type: EventType;
  readonly summary: string;
  /** A body that the document fills in. */
  readonly example: object;
}

const REASON = { reason: 'as agreed on 12 March' };

/** What staff decide about a partner, its standing and its rates. */
const OF_PARTNERS: readonly StaffAction[] = [
  partnerAction(
    'suspendPartner',
    'suspend',
    'partner.suspended',
    'Suspend a partner: it is held, its new claims do not count',
    REASON,
  ),
  partnerAction('reinstatePartner', 'reinstate', 'partner.reinstated', 'End a suspension or a termination', REASON),
  partnerAction(
    'terminatePartner',
    'terminate',
    'partner.terminated',
    'Remove a partner: it earns nothing on later revenue',
    REASON,
  ),
  partnerAction('setRate', 'rate', 'partner.rate_set', 'Agree on a rate, for revenue from now on', {
    rate: '0.25',
    ...REASON,
  }),
  partnerAction('setTier', 'tier', 'partner.tier_set', 'Move a partner to another tier', { tier: 'integration' }),
  partnerAction('lockActivity', 'activity-lock', 'partner.activity_locked', 'Show a partner as active until a day', {
    until: '2027-12-31',
  }),
  partnerAction('meetRequirement', 'requirements/met', 'partner.requirement_met', 'A partner meets a requirement', {
    requirement: 'onboarding',
  }),
  partnerAction(
    'lapseRequirement',
    'requirements/lapsed',
    'partner.requirement_lapsed',
    'A partner no longer meets a requirement',
    { requirement: 'onboarding' },
  ),
  partnerAction(
    'requireAcknowledgement',
    'acknowledgements',
    'partner.acknowledgement_required',
    'A partner must acknowledge the checklist before it is paid',
    { checklist: '2027' },
  ),
  partnerAction(
    'changePartnerContact',
    'contact',
    'partner.contact_changed',
    'Name, e-mail or company of a partner changed',
    {
      name: 'Alder Ltd',
    },
  ),
];

/** What finance decides about money. */
const OF_MONEY: readonly StaffAction[] = [
  {
    ...moneyAction('postAdjustment', 'adjustments', 'adjustment.posted', 'Post a bonus, a correction or a one-off fee'),
    example: {
      adjustment: 'bonus-1',
      partner: 'alder',
      currency: 'USD',
      amount: 1250,
      reason: 'the campaign of March',
    },
  },
  {
    ...moneyAction(
      'writeOffBalance',
      'partners/:partner/write-offs',
      'balance.written_off',
      'Give up what a partner owes',
    ),
    example: { currency: 'USD', amount: 100, reason: 'the company is no more' },
  },
  {
    ...moneyAction(
      'forfeitBalance',
      'partners/:partner/forfeit',
      'balance.forfeited',
      'Take from a partner all that is unpaid',
    ),
    example: { reason: 'self-dealing, case 77' },
  },
  {
    ...moneyAction(
      'setWithholding',
      'partners/:partner/withholding',
      'partner.withholding_set',
      'Withhold tax from a partner’s payouts',
    ),
    example: { rate: '0.15', reason: 'treaty rate' },
  },
  {
    ...moneyAction(
      'resumePayouts',
      'partners/:partner/payouts/resume',
      'payouts.resumed',
      'Pay a partner again after a payout that failed or came back',
    ),
    example: { reason: 'the account was corrected' },
  },
  {
    ...moneyAction(
      'notePaidElsewhere',
      'paid-elsewhere',
      'payouts.paid_elsewhere',
      'What was earned before a time was paid before this ledger took over',
    ),
    example: { partner: 'alder', until: '2024-01-01T00:00:00Z', evidence: 'statements of the ledger before' },
  },
  {
    ...{ name: 'closeMonth', path: 'months/:period/close', right: 'close-months', type: 'period.closed' },
    ...{ summary: 'Close an accounting month, and all before it', example: {} },
  },
  {
    ...{ name: 'approvePayout', path: 'payouts/:payout/approve', right: 'approve-payouts', type: 'payout.approved' },
    ...{ summary: 'Approve a proposed payout: it is made', example: { reason: 'checked' } },
  },
  {
    ...{ name: 'declinePayout', path: 'payouts/:payout/decline', right: 'approve-payouts', type: 'payout.declined' },
    ...{ summary: 'Decline a proposed payout: it is withdrawn', example: { reason: 'the account is under review' } },
  },
  {
    ...{
      name: 'closePromotion',
      path: 'promotions/:promotion/close',
      right: 'manage-partners',
      type: 'promotion.closed',
    },
    ...{ summary: 'End a promotion: no further partner gets its rate', example: {} },
  },
];

/** Every action of the staff that is one fact, and has no page of its own. */
export const STAFF_ACTIONS: readonly StaffAction[] = [...OF_PARTNERS, ...OF_MONEY];

function partnerAction(name: string, verb: string, type: EventType, summary: string, example: object): StaffAction {
  return { name, path: `partners/:partner/${verb}`, right: 'manage-partners', type, summary, example };
}

function moneyAction(name: string, path: string, type: EventType, summary: string): Omit<StaffAction, 'example'> {
  return { name, path, right: 'post-adjustments', type, summary };
}
