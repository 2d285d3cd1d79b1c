import type { EventOf, LedgerEvent } from '@ledger/contracts/events';
import { endOfYearAfter, parseDate, type Calendar, type CalendarDate } from '@ledger/kernel/calendar';
import type { Instant } from '@ledger/kernel/instant';
import type { Rail } from '@ledger/program/terms';
import { compareKeys, insertInOrder, keyOf, type FactKey } from '../facts/fact-key';
import type { PayoutProfileChanged, TaxForm } from './payout.decisions';

/** A W-8 is valid through 31 December of the third year after its signature (contract.md, section 1). */
const W8_YEARS = 3;

/** What a partner has brought for its payouts, as recorded. */
export interface PayoutProfile {
  readonly partner: string;
  readonly methods: (FactKey & { readonly rail: Rail })[];
  readonly taxForms: (FactKey & TaxForm)[];
  readonly required: (FactKey & { readonly checklist: string | null })[];
  readonly acknowledged: (FactKey & { readonly checklist: string | null })[];
}

export function emptyPayoutProfile(partner: string): PayoutProfile {
  return { partner, methods: [], taxForms: [], required: [], acknowledged: [] };
}

/** Records a fact of the profile; answers whether it was one. */
export function recordPayoutProfile(profile: PayoutProfile, event: LedgerEvent): boolean {
  const key = keyOf(event);
  switch (event.type) {
    case 'partner.payout_method_set':
      insertInOrder(profile.methods, { rail: event.data.rail as Rail, ...key });
      return true;
    case 'partner.tax_form_recorded': {
      const { form, recordedAt, validThrough } = taxFormOf(event);
      insertInOrder(profile.taxForms, { form, recordedAt, validThrough, ...key });
      return true;
    }
    case 'partner.acknowledgement_required':
      insertInOrder(profile.required, { checklist: event.data.checklist ?? null, ...key });
      return true;
    case 'partner.compliance_acknowledged':
      insertInOrder(profile.acknowledged, { checklist: event.data.checklist ?? null, ...key });
      return true;
    default:
      return false;
  }
}

function taxFormOf({ time, data }: EventOf<'partner.tax_form_recorded'>): TaxForm {
  const signedOn = parseDate(data.signedOn) as CalendarDate;
  const validThrough = data.form === 'W-9' ? null : endOfYearAfter(signedOn, W8_YEARS);
  return { form: data.form, recordedAt: time, validThrough };
}

/** The profile as it is decided and read. */
export function profileDecision(profile: PayoutProfile): PayoutProfileChanged {
  return {
    type: 'PayoutProfileChanged',
    partner: profile.partner,
    rail: profile.methods.at(-1)?.rail ?? null,
    taxForms: profile.taxForms.map(({ form, recordedAt, validThrough }) => ({ form, recordedAt, validThrough })),
    acknowledgementOpen: hasOpenRequest(profile),
  };
}

/** A later acknowledgement of the same checklist, or where either names none, closes a request (contract.md, section 1). */
function hasOpenRequest({ required, acknowledged }: PayoutProfile): boolean {
  return required.some(
    (request) =>
      !acknowledged.some(
        (answer) =>
          compareKeys(answer, request) > 0 &&
          (answer.checklist === null || request.checklist === null || answer.checklist === request.checklist),
      ),
  );
}

/** Whether a recorded form is valid at a moment. */
export function isValidAt({ recordedAt, validThrough }: TaxForm, at: Instant, calendar: Calendar): boolean {
  return recordedAt <= at && (validThrough === null || calendar.dateAt(at) <= validThrough);
}
