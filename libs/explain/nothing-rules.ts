import type { NothingReason } from '@ledger/stages/commission/line-figures';

/** The rule by which nothing is paid, for each reason. */
export const NOTHING_RULES: Readonly<Record<NothingReason, string>> = {
  no_credit: 'R-WHY-02',
  not_a_partner: 'R-OVR-03',
  terminated: 'R-STAND-03',
  opted_out: 'R-OPT-02',
  engagement_ended: 'R-ENGAGE-02',
  kind: 'R-EARN-03',
  no_amount: 'R-EARN-02',
  not_settled: 'R-EARN-08',
  end: 'R-DUR-05',
  not_first_payment: 'R-DUR-02',
  churn: 'R-CHURN-01',
  taken_back: 'R-REF-05',
  clawback: 'R-CLAW-01',
  rounds_to_nothing: 'R-MON-02',
};
