import { forTerminal } from '@ledger/documents/for-terminal';
import { textTable } from '@ledger/documents/text-table';
import { say } from '@ledger/hosting/process/print';
import { UserError } from '@ledger/hosting/process/user-error';
import { withLedger } from '@ledger/hosting/storage/open-ledger';
import {
  listDeliveries,
  redeliver,
  type DeliveryState,
  type ListedDelivery,
} from '@ledger/webhooks/desk/delivery-list';
import { WebhookDesk } from '@ledger/webhooks/desk/webhook-desk';
import { SETTINGS } from '../../settings';

export interface DeliveriesFlags {
  readonly data: string;
  readonly endpoint?: string;
  readonly state?: DeliveryState;
  readonly limit: number;
  readonly format: 'table' | 'json';
}

/** Prints what became of the outputs. */
export async function showDeliveries({ data, format, ...asked }: DeliveriesFlags): Promise<void> {
  await withLedger({ dataDir: data, settings: SETTINGS }, async ({ pool }) => {
    const deliveries = await listDeliveries(pool, asked);
    if (format === 'json') return say(JSON.stringify(deliveries, null, 2));
    say(deliveries.length === 0 ? 'no deliveries' : textTable(HEAD, deliveries.map(cellsOf), { right: ['attempts'] }));
  });
}

/** Has one output, or all that were given up, posted to an address again. */
export async function redeliverOutputs(id: string, { data, event }: { data: string; event?: string }): Promise<void> {
  if (event !== undefined && !UUID.test(event)) throw new UserError(`--event: ${forTerminal(event)} is no webhook-id`);
  await withLedger({ dataDir: data, settings: SETTINGS }, async ({ pool }) => {
    const known = await new WebhookDesk(pool).endpoints();
    if (!known.some((endpoint) => endpoint.id === id)) throw new UserError(`there is no address ${forTerminal(id)}`);
    const count = await redeliver(pool, id, event ?? null);
    if (count === 0 && event !== undefined) throw new UserError(`${id} has no delivery of ${event} any more`);
    say(`${count} ${count === 1 ? 'output is' : 'outputs are'} posted to ${id} again`);
  });
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const HEAD = ['output', 'address', 'program', 'type', 'state', 'attempts', 'next', 'ended', 'last answer'];

function cellsOf(delivery: ListedDelivery): string[] {
  const { event, endpoint, program, type, state, attempts, nextAt, endedAt, lastStatus, lastError } = delivery;
  const times = [nextAt?.toISOString() ?? '', endedAt?.toISOString() ?? ''];
  return [event, endpoint, program, type, state, String(attempts), ...times, lastError ?? String(lastStatus ?? '')];
}
