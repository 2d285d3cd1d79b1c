import { formatInstant, instant, type Instant } from '@ledger/kernel/instant';
import type { KeptForm, SignedForm, TaxFormDesk } from '../desk/tax-form-desk';

/** Under which source the facts of forms that are kept are recorded. */
export const TAX_SOURCE = 'ledger/tax';

const FIRST_DAY_AHEAD_MS = 14 * 3_600_000;

/** What the gate answered to a fact. */
export type FactVerdict =
  | { readonly type: 'accepted' | 'ignored' }
  | { readonly type: 'rejected'; readonly code: string; readonly detail: string };

export interface FormTools {
  readonly desk: TaxFormDesk;
  /** Offers a fact to the gate; the same origin again gets the first answer. */
  readonly offer: (event: object, origin: string) => Promise<FactVerdict>;
  /** Passes a moment at which a test of recovery may want this process to die. */
  readonly failpoint?: (name: string) => void;
}

export type AddedForm =
  | { readonly state: 'recorded' | 'known'; readonly form: KeptForm }
  | { readonly state: 'refused'; readonly code: string; readonly detail: string };

/**
 * Keeps a form, then records its fact: what dies in between leaves a file whose fact the next try records, as it would
 * have been. A form that the gate refuses is dropped again.
 */
export async function addTaxForm(
  signed: SignedForm,
  bytes: Buffer,
  asked: { readonly by: string; readonly now: Instant },
  { desk, offer, failpoint = () => undefined }: FormTools,
): Promise<AddedForm> {
  if (signed.signedOn > latestDate(asked.now)) {
    return { state: 'refused', code: 'signed_in_the_future', detail: signed.signedOn };
  }
  const form = await desk.keep(signed, bytes, { by: asked.by, factAt: asked.now });
  if (form.recorded) return { state: 'known', form };
  failpoint('after-tax-form');
  const verdict = await offer(factOf(form), form.origin);
  if (verdict.type === 'rejected') {
    await desk.dropUnrecorded(form);
    return { state: 'refused', code: verdict.code, detail: verdict.detail };
  }
  failpoint('after-tax-form-fact');
  await desk.noteRecorded(form);
  return { state: 'recorded', form: { ...form, recorded: true } };
}

/** Where the day begins first, it is this date. */
function latestDate(now: Instant): string {
  return formatInstant(instant(now + FIRST_DAY_AHEAD_MS)).slice(0, 10);
}

function factOf({ program, partner, form, signedOn, id, factAt }: KeptForm): object {
  return {
    specversion: '1.0',
    id: `tax-form-${id}`,
    source: TAX_SOURCE,
    type: 'partner.tax_form_recorded',
    time: formatInstant(factAt),
    program,
    data: { partner, form, signedOn },
  };
}
