import { readFile, stat } from 'node:fs/promises';
import { formatDate } from '@ledger/kernel/calendar';
import { instant, type Instant } from '@ledger/kernel/instant';
import { howBegun } from '@ledger/hosting/data-folder/how-begun';
import { say } from '@ledger/hosting/process/print';
import { UserError } from '@ledger/hosting/process/user-error';
import type { OpenLedger } from '@ledger/hosting/storage/open-ledger';
import { validThroughOf } from '@ledger/stages/payout/payout-profile';
import { TaxFormDesk } from '@ledger/tax/desk/tax-form-desk';
import { addTaxForm } from '@ledger/tax/forms/add-tax-form';
import { MOST_FORM_BYTES, whyNoForm } from '@ledger/tax/forms/pdf-form';
import { recordFact } from '../record-fact';
import { withReadModels } from '../with-read-models';
import { termsOfKnown } from './known-partner';
import { withNamedFile } from './with-named-file';

export interface AddFormFlags {
  readonly data: string;
  readonly partner: string;
  readonly program: string;
  readonly form: string;
  readonly signedOn: string;
  readonly file: string;
  readonly by: string;
}

/** Keeps a form and records its fact; the same again completes what was cut off, or says that it is known. */
export async function addForm({ data, file, by, ...signed }: AddFormFlags): Promise<void> {
  const bytes = await readForm(file);
  await withReadModels(data, async (ledger) => {
    const { program, partner, form, signedOn } = signed;
    const { programs, clocks } = await termsOfKnown(ledger, program, partner);
    const now = await nowOf(ledger, clocks.get(program) ?? null);
    const offer = async (event: object, origin: string) => {
      const ground = { dataDir: data, ledger, programs: programs.keys(), about: `tax-form ${origin}` };
      const { verdict, ...answer } = await recordFact(ground, event);
      if (verdict !== 'rejected') return { type: verdict };
      return { type: verdict, code: answer.code ?? '', detail: answer.detail ?? '' };
    };
    const desk = new TaxFormDesk(ledger.pool, ledger.paperKeys);
    const added = await addTaxForm(signed, bytes, { by, now }, { desk, offer, failpoint: ledger.settings.failpoint });
    if (added.state === 'refused') {
      throw new UserError(`this ${form} of ${partner} is not recorded, and not kept: ${added.code} (${added.detail})`);
    }
    const through = validThroughOf(form, signedOn);
    const validity = through === null ? 'until changed' : `through ${formatDate(through)}`;
    const was = added.state === 'known' ? 'was recorded before' : 'is recorded';
    say(`${added.form.id}: the ${form} of ${partner} in ${program}, signed on ${signedOn}, ${was}; valid ${validity}`);
  });
}

async function readForm(file: string): Promise<Buffer> {
  const { size } = await withNamedFile(file, () => stat(file));
  if (size > MOST_FORM_BYTES) {
    throw new UserError(`${file}: it has ${size} bytes, and at most ${MOST_FORM_BYTES} are kept`);
  }
  const bytes = await withNamedFile(file, () => readFile(file));
  const why = whyNoForm(bytes);
  if (why !== null) throw new UserError(`${file}: ${why}`);
  return bytes;
}

/** By the clock that the ledger goes by: a form is valid from its fact on. */
async function nowOf({ dataDir, store }: OpenLedger, clock: Instant | null): Promise<Instant> {
  const begun = await howBegun(dataDir, store);
  return begun?.clock === 'events' && clock !== null ? clock : instant(Date.now());
}
