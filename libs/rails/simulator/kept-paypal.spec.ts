import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { instant } from '@ledger/kernel/instant';
import { waitUntil } from '../../../test/support/wait-until';
import { PayPalNotices } from '../paypal/paypal-notices';
import { PayPalRail } from '../paypal/paypal-rail';
import type { PayPalTransmission } from '../paypal/read-paypal-notice';
import type { RailNotice } from '../rail-notice';
import { amountMinor } from '@ledger/kernel/money';
import { idempotencyKey } from '../sending/payout-keys';
import type { Destination, LedgerId, PayoutOrder } from '../sending/payout-order';
import { runKeptPayPal, type RunningPayPal } from './kept-paypal';

const WEBHOOK = 'WH-1';

function transmissionOf({ headers }: IncomingMessage): PayPalTransmission {
  const header = (name: string) => headers[`paypal-${name}`] as string | undefined;
  return {
    id: header('transmission-id'),
    time: header('transmission-time'),
    signature: header('transmission-sig'),
    certUrl: header('cert-url'),
    algorithm: header('auth-algo'),
  };
}

describe('a simulated PayPal that runs beside a ledger', () => {
  let folder: string;
  let paypal: RunningPayPal;
  let rail: PayPalRail;
  let ledger: Server;
  /** What it told, in its order, as the ledger takes it. */
  const told: RailNotice[] = [];

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'kept-paypal-'));
    paypal = await runKeptPayPal(join(folder, 'paypal.json'), () => instant(0));
    const access = { clientId: 'a', clientSecret: 'b', apiBase: paypal.url, withinMs: 5_000 };
    rail = new PayPalRail(access);
    const notices = new PayPalNotices(access, WEBHOOK);
    ledger = createServer((request, response) => {
      void request.toArray().then(async (parts) => {
        told.push(await notices.read(Buffer.concat(parts as Buffer[]), transmissionOf(request)));
        response.end();
      });
    });
    await new Promise<void>((listens) => ledger.listen(0, '127.0.0.1', listens));
    paypal.tell({ url: `http://127.0.0.1:${(ledger.address() as AddressInfo).port}`, id: WEBHOOK });
  });
  afterAll(async () => {
    ledger.close();
    ledger.closeAllConnections();
    await paypal.close();
    await rm(folder, { recursive: true });
  });

  /** Orders a payout, and asks for it once, by which it is paid. */
  async function pay(payout: string, receiver: string): Promise<void> {
    const order: PayoutOrder = {
      ledger: 'l7.1' as LedgerId,
      program: 'odoopbx',
      payout,
      destination: receiver as Destination,
      amountMinor: amountMinor(9_950),
      currency: 'EUR',
    };
    const body = rail.requestBody(order, idempotencyKey(order, 1));
    await rail.post(idempotencyKey(order, 1), body);
    await fetch(`${paypal.url}/v1/payments/payouts-item/ITEM${payout}`, {
      headers: { authorization: 'Bearer token-1' },
    });
  }

  it('tells what became of items, signed so that it knows it again: never, once or twice, by who is paid', async () => {
    await pay('1', 'p_untold@example.org');
    await pay('2', 'p_told_twice@example.org');
    await pay('3', 'p@example.org');
    await waitUntil('all is told', () => told.length >= 3);
    expect(told.map(({ type, object }) => `${type} ${object}`).sort()).toEqual([
      'PAYMENT.PAYOUTS-ITEM.SUCCEEDED ITEM2',
      'PAYMENT.PAYOUTS-ITEM.SUCCEEDED ITEM2',
      'PAYMENT.PAYOUTS-ITEM.SUCCEEDED ITEM3',
    ]);
    const ids = told.filter(({ object }) => object === 'ITEM2').map(({ id }) => id);
    expect(new Set(ids).size).toBe(1);
  });
});
