import { objects, type ShownField } from './ops-json';
import { day, quarter, time, type OpsView } from './ops-view';

const INTRODUCTION: Readonly<Record<string, ShownField>> = {
  partner: 'kept',
  claim: 'kept',
  role: 'kept',
  tier: 'kept',
  claimedAt: 'time',
  countedAt: 'time',
  endsAt: 'time',
  barred: 'kept',
  id: 'kept',
  source: 'kept',
};
const SPAN = { fromAt: 'time', credits: 'kept', override: 'kept' } as const;
const TAX_FORM = { form: 'kept', recordedAt: 'time', validThrough: 'day' } as const;

/** The views on programs, partners and customers. */
export function opsPartnerViews(schema: string): Readonly<Record<string, OpsView>> {
  const from = (table: string) => `FROM ${schema}.${table}`;
  return {
    programs: {
      about: 'What arrived for each program, and what its clock shows.',
      select: `SELECT program, ${time('clock_ms', 'clock')}, arrivals, accepted, ignored, last_seq ${from('programs')}`,
    },
    projection: {
      about: 'The position of the event store up to which all views are complete.',
      select: `SELECT projection, position ${from('checkpoint')}`,
    },
    partners: {
      about: 'Partners by all recorded facts. Status is a question of the moment: the API and ledger export answer it.',
      select: `SELECT program, partner, p.partner_type AS type, p.tier, p.application,
          ${time('p.approved_at_ms', 'approved_at')}, p.terminated, p.holds, ${day('p.active_until_day', 'active_until')},
          m.promotion, m.rate AS promotion_rate
        ${from('partners')} p LEFT JOIN ${schema}.promotions m USING (program, partner)`,
    },
    counted_customers: {
      about: 'Activated customers sourced to a partner, and the quarter that each is a win in.',
      select: `SELECT program, partner, customer, ${time('activated_at_ms', 'activated_at')},
          ${quarter('won_in_quarter', 'won_in')} ${from('counted_customers')}`,
    },
    attributions: {
      about: 'Who is credited with a customer; settled_at is null while the credits are provisional.',
      select: `SELECT program, customer, ${time('settled_at_ms', 'settled_at')}, credits,
          ${objects('introductions', INTRODUCTION)} AS introductions, ${objects('spans', SPAN)} AS spans, terms_version
        ${from('attributions')}`,
    },
    payout_profiles: {
      about:
        'What a payout asks of a partner: its rail, tax forms, an open request to acknowledge, withholding, whether one failed.',
      select: `SELECT program, partner, rail, ${time('method_changed_at_ms', 'method_changed_at')},
          ${objects('tax_forms', TAX_FORM)} AS tax_forms,
          acknowledgement_open, withholding_rate, payout_failed ${from('payout_profiles')}`,
    },
  };
}
