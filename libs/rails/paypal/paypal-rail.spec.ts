import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { instant } from '@ledger/kernel/instant';
import { amountMinor } from '@ledger/kernel/money';
import { keepsToThePortByRepeating, type RepeatingRailUnderTest } from '../repeating-rail.contract';
import { idempotencyKey } from '../sending/payout-keys';
import type { Destination, LedgerId, PayoutOrder } from '../sending/payout-order';
import type { RequestBody } from '../sending/sending.events';
import type { TransferId } from '../sending/transfer';
import { PayPalSimulator } from '../simulator/paypal-simulator';
import { PayPalRail } from './paypal-rail';

/** Long enough for any answer on this machine, short enough to be waited for. */
const WITHIN_MS = 500;
const DAY = 86_400_000;
const ACCESS = { clientId: 'app', clientSecret: 'secret', withinMs: WITHIN_MS };

async function openPayPal(): Promise<RepeatingRailUnderTest & { readonly simulator: PayPalSimulator }> {
  let now = instant(0);
  // Nothing goes on by itself.
  const simulator = new PayPalSimulator(() => now, { courseOf: () => [{ status: 'PENDING' }] });
  const { books, faults } = simulator;
  const apiBase = await simulator.listen();
  return {
    simulator,
    rail: new PayPalRail({ ...ACCESS, apiBase }),
    befall: (...coming) => void faults.push(...coming),
    letGoOn: () => simulator.letGoOn(),
    holds: (units) => void books.balances.set('USD', units),
    become: (status, error) => {
      for (const { item } of [...books.batches])
        books.become(item, { status, ...(error === undefined ? {} : { error }) });
    },
    get made() {
      return books.batches.length;
    },
    passDays: (days) => void (now = instant(now + days * DAY)),
    close: () => simulator.close(),
  };
}

keepsToThePortByRepeating('PayPal', openPayPal);

const order: PayoutOrder = {
  ledger: 'l7.1' as LedgerId,
  program: 'odoopbx',
  payout: 'po-3',
  destination: 'pay.ee@example.org' as Destination,
  amountMinor: amountMinor(9_950),
  currency: 'USD',
};
const key = idempotencyKey(order, 1);
const body = '{"sender_batch_header":{"sender_batch_id":"k"},"items":[]}' as RequestBody;

describe('PayPal’s rail', () => {
  it('writes an order and its key as bytes, the same each time', async () => {
    const { rail, close } = await openPayPal();
    expect(rail.requestBody(order, key)).toBe(
      '{"sender_batch_header":{"sender_batch_id":"payout:l7.1:odoopbx:po-3:1"},"items":[{"recipient_type":"EMAIL",' +
        '"receiver":"pay.ee@example.org","amount":{"value":"99.50","currency":"USD"},"sender_item_id":"po-3"}]}',
    );
    const named = { ...order, destination: 'QWERTYUPASDF2' as Destination };
    expect(rail.requestBody(named, key)).toContain('"recipient_type":"PAYPAL_ID"');
    await close();
  });

  it('refuses what PayPal does not carry, in words that name no account', async () => {
    const { rail, close } = await openPayPal();
    const uneven = { ...order, amountMinor: amountMinor(150), currency: 'HUF' };
    expect(() => rail.requestBody(uneven, key)).toThrow('po-3: PayPal carries no 150 minor units of HUF');
    expect(await rail.readiness(uneven, null)).toEqual({ kind: 'not_ready', code: 'amount_not_payable' });
    const nobody = { ...order, destination: 'somebody' as Destination };
    expect(() => rail.requestBody(nobody, key)).toThrow('po-3: its account is neither an e-mail nor an id of PayPal');
    await close();
  });

  it('keeps its token, and sends a request again with another where it is not let in', async () => {
    const { rail, simulator, close } = await openPayPal();
    simulator.books.balances.set('USD', 50_000);
    await rail.post(key, rail.requestBody(order, key));
    await rail.post(key, rail.requestBody(order, key));
    expect(simulator.tokens).toBe(1);
    simulator.endTokens();
    expect(await rail.post(key, rail.requestBody(order, key))).toMatchObject({ kind: 'accepted' });
    expect(simulator.tokens).toBe(2);
    expect(simulator.books.batches).toHaveLength(1);
    await close();
  });

  it('waits where it is not there: nothing left, as there is no token', async () => {
    const { rail, close } = await openPayPal();
    await close();
    expect(await rail.post(key, body)).toEqual({ kind: 'put_off', code: 'no_token' });
    expect(await rail.read('B' as TransferId)).toMatchObject({ kind: 'unknown' });
  });
});

/** A PayPal that says anything to an order. */
async function saying(answer: RequestListener, ask: (rail: PayPalRail) => Promise<unknown>): Promise<unknown> {
  const server = createServer((request, response) => {
    if (request.url !== '/v1/oauth2/token') return answer(request, response);
    response.end('{"access_token":"t","expires_in":300}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const apiBase = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const said = await ask(new PayPalRail({ ...ACCESS, apiBase }));
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  return said;
}

describe('what PayPal says to an order', () => {
  const said = (status: number, text: string, headers: Record<string, string> = {}) =>
    saying(
      (_request, response) => response.writeHead(status, headers).end(text),
      (rail) => rail.post(key, body),
    );
  const refused = (name: string, issue?: string) =>
    JSON.stringify({ name, message: 'pay.ee@example.org', details: issue === undefined ? [] : [{ issue }] });

  it.each([
    [201, '{"batch_header":{"payout_batch_id":"B1"}}', { kind: 'accepted', transfer: 'B1' }],
    [201, '{}', { kind: 'unknown', why: 'status 201 that names no batch' }],
    [201, '{"batch_head', { kind: 'unknown', why: 'status 201 without JSON' }],
    [400, '<html>', { kind: 'unknown', why: 'status 400 without JSON' }],
    [400, refused('VALIDATION_ERROR'), { kind: 'refused', code: 'VALIDATION_ERROR', causeMayGo: false }],
    [422, refused('UNPROCESSABLE', 'INSUFFICIENT_FUNDS'), { kind: 'refused', code: 'UNPROCESSABLE', causeMayGo: true }],
    [400, refused('USER_BUSINESS_ERROR', 'Batch with given sender_batch_id already exists'), { kind: 'unknown' }],
    [400, refused('pay.ee@example.org'), { kind: 'refused', code: 'status_400', causeMayGo: false }],
    [401, '', { kind: 'put_off', code: 'status_401' }],
    [403, refused('AUTHORIZATION_ERROR'), { kind: 'put_off', code: 'AUTHORIZATION_ERROR' }],
    [429, refused('RATE_LIMIT_REACHED'), { kind: 'put_off', code: 'RATE_LIMIT_REACHED' }],
    [500, refused('INTERNAL_SERVER_ERROR'), { kind: 'unknown', why: '500 INTERNAL_SERVER_ERROR' }],
    [503, refused('INSUFFICIENT_FUNDS'), { kind: 'unknown', why: '503 INSUFFICIENT_FUNDS' }],
  ])('%i %s', async (status, text, answer) => {
    const heard = await said(status, text);
    expect(heard).toMatchObject(answer);
    expect(JSON.stringify(heard)).not.toContain('example.org');
  });

  it('is not followed to another address, which would send it twice', async () => {
    let orders = 0;
    const answer = await saying(
      (_request, response) => {
        orders += 1;
        response.writeHead(307, { location: '/v1/payments/payouts' }).end();
      },
      (rail) => rail.post(key, body),
    );
    expect(answer).toMatchObject({ kind: 'unknown' });
    expect(orders).toBe(1);
  });
});

describe('what PayPal says of a batch', () => {
  const read = (told: object) =>
    saying(
      (_request, response) => response.end(JSON.stringify(told)),
      (rail) => rail.read('B1' as TransferId),
    );
  const item = {
    payout_item_id: 'I1',
    transaction_status: 'SUCCESS',
    payout_item: { receiver: 'p@example.org', amount: { value: '99.50', currency: 'USD' } },
  };
  const header = { batch_status: 'SUCCESS', sender_batch_header: { sender_batch_id: key } };

  it('says no fee where it is in another currency', async () => {
    const told = { ...item, payout_item_fee: { value: '0.25', currency: 'EUR' } };
    expect(await read({ batch_header: header, items: [told] })).toEqual({
      kind: 'read',
      transfer: expect.not.objectContaining({ feeMinor: expect.anything() }),
    });
  });

  it('is of nobody’s payout where it has several items', async () => {
    expect(await read({ batch_header: header, items: [item, item] })).toMatchObject({ transfer: { group: null } });
  });

  it.each([
    ['an item of no known status', { batch_header: header, items: [{ ...item, transaction_status: 'SOMEHOW' }] }],
    ['an item without an amount', { batch_header: header, items: [{ ...item, payout_item: {} }] }],
    ['a success without an item', { batch_header: header }],
    ['nothing', {}],
  ])('says nothing by %s', async (_what, told) => {
    expect(await read(told)).toMatchObject({ kind: 'unknown' });
  });

  it('is not believed of its items where it was denied', async () => {
    const denied = { ...header, batch_status: 'DENIED' };
    const told = { batch_header: denied, items: [{ ...item, errors: { name: 'INSUFFICIENT_FUNDS' } }] };
    expect(await read(told)).toEqual({ kind: 'ended_unpaid', code: 'INSUFFICIENT_FUNDS', causeMayGo: true });
  });
});
