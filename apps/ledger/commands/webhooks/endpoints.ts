import { forTerminal } from '@ledger/documents/for-terminal';
import { textTable } from '@ledger/documents/text-table';
import { say, sayBeside } from '@ledger/hosting/process/print';
import { UserError } from '@ledger/hosting/process/user-error';
import { withLedger } from '@ledger/hosting/storage/open-ledger';
import { WebhookDesk } from '@ledger/webhooks/desk/webhook-desk';
import { refuseUnknownProgram } from '../refuse-unknown-program';
import { SETTINGS } from '../../settings';

export interface AddFlags {
  readonly data: string;
  readonly types: readonly string[];
  readonly program?: string;
  readonly fromStart?: boolean;
}

/** Has outputs posted to an address, from now on or from the beginning, and prints the secret that they are signed with. */
export async function addEndpoint(url: string, { data, types, program, fromStart = false }: AddFlags): Promise<void> {
  await withLedger({ dataDir: data, settings: SETTINGS }, async (ledger) => {
    if (program !== undefined) await refuseUnknownProgram(program, ledger);
    const readTo = fromStart ? 0n : await ledger.store.lastPosition();
    const { id, secret } = await new WebhookDesk(ledger.pool).add({ url, types, program: program ?? null, readTo });
    sayBeside(
      `${id}: ${types.join(', ')} of ${program ?? 'all programs'} is posted to ${url}; signed with this secret:`,
    );
    say(secret);
  });
}

/** Prints the addresses. */
export async function listEndpoints({ data, format }: { data: string; format: 'table' | 'json' }): Promise<void> {
  await withLedger({ dataDir: data, settings: SETTINGS }, async ({ pool }) => {
    const desk = new WebhookDesk(pool);
    const rows: { id: string; url: string; program: string | null; types: readonly string[]; waiting: number }[] = [];
    for (const { id, url, program, types } of await desk.endpoints()) {
      rows.push({ id, url, program, types, waiting: await desk.waiting(id) });
    }
    if (format === 'json') return say(JSON.stringify(rows, null, 2));
    if (rows.length === 0) return say('nothing is posted anywhere: ledger webhooks add');
    const cells = rows.map(({ id, url, program, types, waiting }) => {
      return [id, url, program ?? 'all', types.join(', '), String(waiting)];
    });
    say(textTable(['id', 'address', 'program', 'types', 'waiting'], cells, { right: ['waiting'] }));
  });
}

/** Has nothing more posted to an address. */
export async function removeEndpoint(id: string, { data }: { data: string }): Promise<void> {
  await withLedger({ dataDir: data, settings: SETTINGS }, async ({ pool }) => {
    if (!(await new WebhookDesk(pool).remove(id))) throw new UserError(`there is no address ${forTerminal(id)}`);
    say(`nothing more is posted to ${id}`);
  });
}
