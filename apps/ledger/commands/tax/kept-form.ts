import { open } from 'node:fs/promises';
import { formatDate } from '@ledger/kernel/calendar';
import { textTable } from '@ledger/documents/text-table';
import { say, sayBeside } from '@ledger/hosting/process/print';
import { UserError } from '@ledger/hosting/process/user-error';
import { withLedger, type OpenLedger } from '@ledger/hosting/storage/open-ledger';
import { validThroughOf } from '@ledger/stages/payout/payout-profile';
import { listAccesses } from '@ledger/tax/desk/paper-access';
import { TaxFormDesk, type KeptForm } from '@ledger/tax/desk/tax-form-desk';
import { SETTINGS } from '../../settings';
import { withNamedFile } from './with-named-file';

interface ShowFlags {
  readonly data: string;
  readonly program: string;
  readonly format: 'table' | 'json';
}

interface DownloadFlags {
  readonly data: string;
  readonly program: string;
  readonly out: string;
  readonly by: string;
  readonly why: string;
}

const MOST_ACCESSES = 1_000;
/** Only whoever took it out reads the file. */
const OWNER_ONLY = 0o600;

/** Prints what is known of a form that is kept. */
export async function showForm(id: string, { data, program, format }: ShowFlags): Promise<void> {
  await withLedger({ dataDir: data, settings: SETTINGS }, async (ledger) => {
    const form = await findForm(ledger, program, id);
    const about = { program, partner: form.partner, limit: MOST_ACCESSES };
    const accesses = (await listAccesses(ledger.pool, about)).filter(({ paper }) => paper === id);
    const through = validThroughOf(form.form, form.signedOn);
    const { factAt, origin, ...shown } = form;
    const validThrough = through === null ? null : formatDate(through);
    if (format === 'json') return say(JSON.stringify({ ...shown, validThrough, accesses }, null, 2));
    const rows = Object.entries({
      ...shown,
      addedAt: form.addedAt.toISOString(),
      validThrough: validThrough ?? 'until changed',
    });
    say(
      textTable(
        ['', id],
        rows.map(([name, value]) => [name, String(value)]),
      ),
    );
    const cells = accesses.map(({ at, what, by, why }) => [at.toISOString(), what, by, why ?? '']);
    say(`\n${textTable(['at', 'what', 'by', 'why'], cells)}`);
  });
}

/** Writes a form that is kept to a new file. */
export async function downloadForm(id: string, { data, program, out, by, why }: DownloadFlags): Promise<void> {
  await withLedger({ dataDir: data, settings: SETTINGS }, async (ledger) => {
    const form = await findForm(ledger, program, id);
    const file = await withNamedFile(`--out ${out}`, () => open(out, 'wx', OWNER_ONLY));
    try {
      await file.writeFile(await new TaxFormDesk(ledger.pool, ledger.paperKeys).download(form, { by, why }));
    } finally {
      await file.close();
    }
    sayBeside(`the ${form.form} of ${form.partner} is in ${out}; that ${by} took it out is noted`);
  });
}

async function findForm({ pool, paperKeys }: OpenLedger, program: string, id: string): Promise<KeptForm> {
  const form = await new TaxFormDesk(pool, paperKeys).find(program, id);
  if (form === null)
    throw new UserError(`${program} has no form ${id}: ledger tax forms list shows those that are kept`);
  return form;
}
