import type { EventOf, LedgerEvent } from '@ledger/contracts/events';
import { endOfYearAfter, parseDate, type Calendar, type CalendarDate } from '@ledger/kernel/calendar';
import type { Instant } from '@ledger/kernel/instant';
import { formatRate, rateOf, type Rate } from '@ledger/kernel/rate';
import type { Rail } from '@ledger/program/terms';
import { compareKeys, insertInOrder, keyOf, type FactKey } from '../facts/fact-key';
import type { PayoutProfileChanged, TaxForm } from './payout.decisions';

/** A W-8 is valid through 31 December of the third year after its signature (contract.md, section 1). */
const W8_YEARS = 3;

type Method = FactKey & {
  readonly rail: Rail;
  readonly account: string | null;
  /** Who set it; null: it does not say. */
  readonly by: string | null;
};
type Checklist = FactKey & { readonly checklist: string | null };

/** What a partner has brought for its payouts, as recorded, and what became of them. */
export interface PayoutProfile {
  readonly partner: string;
  readonly methods: Method[];
  readonly taxForms: (FactKey & TaxForm)[];
  readonly withholdings: (FactKey & { readonly rate: Rate })[];
  readonly required: Checklist[];
  readonly acknowledged: Checklist[];
  readonly resumed: FactKey[];
  /** Payouts that failed or came back. */
  readonly failures: FactKey[];
}

export function emptyPayoutProfile(partner: string): PayoutProfile {
  const papers = { methods: [], taxForms: [], withholdings: [], required: [], acknowledged: [] };
  return { partner, ...papers, resumed: [], failures: [] };
}

/** Notes a fact of the profile; answers whether it was one. */
export function noteInProfile(profile: PayoutProfile, event: LedgerEvent): boolean {
  const key = keyOf(event);
  switch (event.type) {
    case 'partner.payout_method_set': {
      const { rail, account = null, by = null } = event.data;
      insertInOrder(profile.methods, { rail: rail as Rail, account, by, ...key });
      return true;
    }
    case 'partner.tax_form_recorded': {
      const { form, recordedAt, validThrough } = taxFormOf(event);
      insertInOrder(profile.taxForms, { form, recordedAt, validThrough, ...key });
      return true;
    }
    case 'partner.withholding_set':
      insertInOrder(profile.withholdings, { rate: rateOf(event.data.rate), ...key });
      return true;
    case 'partner.acknowledgement_required':
      insertInOrder(profile.required, { checklist: event.data.checklist ?? null, ...key });
      return true;
    case 'partner.compliance_acknowledged':
      insertInOrder(profile.acknowledged, { checklist: event.data.checklist ?? null, ...key });
      return true;
    case 'payouts.resumed':
      insertInOrder(profile.resumed, key);
      return true;
    default:
      return false;
  }
}

/** Records that a payout of the partner failed or came back. */
export function noteFailure(profile: PayoutProfile, event: EventOf<'payout.failed' | 'payout.returned'>): void {
  insertInOrder(profile.failures, keyOf(event));
}

/** Records that the partner has to acknowledge terms that were published. */
export function noteTermsToAcknowledge(profile: PayoutProfile, event: EventOf<'terms.published'>): void {
  insertInOrder(profile.required, { checklist: `terms-${event.data.version}`, ...keyOf(event) });
}

function taxFormOf({ time, data }: EventOf<'partner.tax_form_recorded'>): TaxForm {
  return { form: data.form, recordedAt: time, validThrough: validThroughOf(data.form, data.signedOn) };
}

/** Through which date a form is valid; null: until changed. */
export function validThroughOf(form: string, signedOn: string): CalendarDate | null {
  return form === 'W-9' ? null : endOfYearAfter(parseDate(signedOn) as CalendarDate, W8_YEARS);
}

/** The profile as it is decided and read. */
export function profileDecision(profile: PayoutProfile): PayoutProfileChanged {
  const withholding = profile.withholdings.at(-1);
  return {
    type: 'PayoutProfileChanged',
    partner: profile.partner,
    rail: profile.methods.at(-1)?.rail ?? null,
    methodChangedAt: methodChangedAt(profile),
    taxForms: profile.taxForms.map(({ form, recordedAt, validThrough }) => ({ form, recordedAt, validThrough })),
    acknowledgementOpen: hasOpenRequest(profile),
    withholdingRate: withholding === undefined ? null : formatRate(withholding.rate),
    payoutFailed: hasFailed(profile),
  };
}

/** Who set the payout method last; null: nobody, or it does not say. */
export function methodSetBy({ methods }: PayoutProfile): string | null {
  return methods.at(-1)?.by ?? null;
}

/** Setting the same again changes nothing: neither does it shorten the wait for the change before it. */
function methodChangedAt({ methods }: PayoutProfile): Instant | null {
  for (let index = methods.length - 1; index > 0; index--) {
    const [method, before] = [methods[index] as Method, methods[index - 1] as Method];
    if (method.rail !== before.rail || method.account !== before.account) return method.at;
  }
  return null;
}

/** A later payout method or resumption ends it (payouts.md, From run to paid). */
function hasFailed({ failures, methods, resumed }: PayoutProfile): boolean {
  const failure = failures.at(-1);
  if (failure === undefined) return false;
  return [methods.at(-1), resumed.at(-1)].every((fact) => fact === undefined || compareKeys(fact, failure) < 0);
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
