import { textTable } from '@ledger/documents/text-table';
import { erasePerson, foreseeErasure, type KeptReceipt } from '@ledger/desk/personal/erase-person';
import { exportPerson } from '@ledger/desk/personal/export-person';
import type { AskedPerson } from '@ledger/desk/personal/find-subject';
import { listErasures } from '@ledger/desk/personal/list-erasures';
import type { ErasedTable } from '@ledger/desk/personal/receipt';
import { checkPersonalKey } from '@ledger/runner/personal/check-key';
import { say } from '@ledger/hosting/process/print';
import { UserError } from '@ledger/hosting/process/user-error';
import type { OpenLedger } from '@ledger/hosting/storage/open-ledger';
import { withReadModels } from '../with-read-models';

interface AskedFlags {
  readonly data: string;
  readonly email?: string;
  readonly program?: string;
  readonly partner?: string;
}

interface EraseFlags extends AskedFlags {
  readonly by: string;
  readonly yes?: true;
  readonly format: 'table' | 'json';
}

/** Prints all that is held of a person. */
export async function exportWhoIsAsked({ data, ...flags }: AskedFlags): Promise<void> {
  const asked = askedOf(flags);
  await within(data, async (ledger) => say(JSON.stringify(await exportPerson(asked, ledger), null, 2)));
}

/** Erases a person, or says what erasing it would delete. */
export async function eraseWhoIsAsked({ data, by, yes, format, ...flags }: EraseFlags): Promise<void> {
  const asked = askedOf(flags);
  await within(data, async (ledger) => {
    if (yes !== true) {
      const tables = await foreseeErasure(asked, ledger);
      if (format === 'json') return say(JSON.stringify({ tables }, null, 2));
      say(tables.length === 0 ? 'nothing is held' : tableOf(tables));
      return say('nothing was deleted: --yes does it');
    }
    print(await erasePerson(asked, { by, at: new Date() }, ledger), format);
  });
}

/** Prints the receipts that are kept. */
export async function showReceipts({ data, format }: { data: string; format: 'table' | 'json' }): Promise<void> {
  await within(data, async ({ pool }) => {
    const receipts = await listErasures(pool);
    if (format === 'json') return say(JSON.stringify(receipts, null, 2));
    if (receipts.length === 0) return say('nobody was erased');
    receipts.forEach((kept) => print(kept, 'table'));
  });
}

function print({ receipt, sha256 }: KeptReceipt, format: 'table' | 'json'): void {
  if (format === 'json') return say(JSON.stringify({ receipt, sha256 }, null, 2));
  const { id, at, by, of, arrivals, sharedValues, tables } = receipt;
  say(`receipt ${id}, ${at}, by ${by}: ${'partner' in of ? `${of.partner} of ${of.program}` : of.pseudonym}`);
  say(`${arrivals} arrivals in the log are about it; ${sharedValues} values stay, as they are the same of others`);
  if (tables.length > 0) say(tableOf(tables));
  say(`sha256 ${sha256}`);
}

function tableOf(tables: readonly ErasedTable[]): string {
  const cells = tables.map(({ table, found, erased, kept, why, until }) => {
    return [table, String(found), String(erased), String(kept), until ?? '', why ?? ''];
  });
  return textTable(['table', 'found', 'erased', 'kept', 'until', 'why'], cells, { right: ['found', 'erased', 'kept'] });
}

function askedOf({ email, program, partner }: Omit<AskedFlags, 'data'>): AskedPerson {
  if (email !== undefined && program === undefined && partner === undefined) return { email };
  if (email === undefined && program !== undefined && partner !== undefined) return { program, partner };
  throw new UserError('name a person by --email, or a partner by --program and --partner');
}

/** With the rows that say which payouts are whose. */
async function within(data: string, use: (ledger: OpenLedger) => Promise<unknown>): Promise<void> {
  await withReadModels(data, async (ledger) => {
    await checkPersonalKey(ledger);
    await use(ledger);
  });
}
