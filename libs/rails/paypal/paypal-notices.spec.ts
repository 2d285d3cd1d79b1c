import { instant } from '@ledger/kernel/instant';
import { NoticeRefused, NoticeUnjudged } from '../rail-notice';
import { PayPalSimulator } from '../simulator/paypal-simulator';
import type { SimulatedBatch } from '../simulator/simulated-paypal';
import { PayPalNotices } from './paypal-notices';
import type { PayPalTransmission } from './read-paypal-notice';

const WEBHOOK = '8PT597110X687430LKGECATA';
const ITEM: SimulatedBatch = {
  batch: 'BATCH1',
  item: 'ITEM1',
  senderBatchId: 'payout:l7.1:acme:po-3:1',
  senderItemId: 'po-3',
  recipientType: 'EMAIL',
  receiver: 'grüße@example.org',
  amount: { value: '1.00', currency: 'USD' },
  fee: { value: '0.25', currency: 'USD' },
  status: 'SUCCESS',
  error: null,
  createdAt: instant(0),
};

describe('an event of PayPal', () => {
  let paypal: PayPalSimulator;
  let notices: PayPalNotices;
  beforeEach(async () => {
    paypal = new PayPalSimulator(() => instant(0));
    const access = { clientId: 'app', clientSecret: 'secret', apiBase: await paypal.listen(), withinMs: 500 };
    notices = new PayPalNotices(access, WEBHOOK);
  });
  afterEach(() => paypal.close());

  const event = (item = ITEM, webhookId = WEBHOOK) => {
    const { body, headers } = paypal.webhooks.eventOf(item, webhookId)!;
    const named = headers as Record<string, string>;
    const transmission: PayPalTransmission = {
      id: named['paypal-transmission-id'],
      time: named['paypal-transmission-time'],
      signature: named['paypal-transmission-sig'],
      certUrl: named['paypal-cert-url'],
      algorithm: named['paypal-auth-algo'],
    };
    return { body, transmission };
  };

  it('is one that PayPal says to be its own, by its bytes, and says what it is about', async () => {
    const { body, transmission } = event();
    const notice = { id: 'WH-1-ITEM1', type: 'PAYMENT.PAYOUTS-ITEM.SUCCEEDED', object: 'ITEM1', account: null };
    expect(await notices.read(Buffer.from(body), transmission)).toEqual(notice);
  });

  it.each<[string, () => { body: string; transmission: PayPalTransmission }]>([
    ['bytes that were changed', () => ({ ...event(), body: event().body.replace('"links":[]', '"links": []') })],
    ['the signature of another webhook', () => event(ITEM, '1AB')],
    ['no signature', () => ({ ...event(), transmission: { ...event().transmission, signature: undefined } })],
    ['a body that is no object', () => ({ ...event(), body: '[1]' })],
    ['a body that ends the question early', () => ({ ...event(), body: `${event().body},"webhook_id":"1"` })],
    ['no type', () => ({ ...event(), body: '{"id":"WH-1"}' })],
  ])('is refused with %s', async (_what, made) => {
    const { body, transmission } = made();
    await expect(notices.read(Buffer.from(body), transmission)).rejects.toThrow(NoticeRefused);
  });

  it('is neither taken nor refused while PayPal cannot be asked: PayPal sends it again', async () => {
    const { body, transmission } = event();
    await paypal.close();
    await expect(notices.read(Buffer.from(body), transmission)).rejects.toThrow(NoticeUnjudged);
  });

  it('is not judged beside eight others', async () => {
    const { body, transmission } = event();
    const read = () => notices.read(Buffer.from(body), transmission);
    const all = await Promise.allSettled(Array.from({ length: 9 }, read));
    expect(all.map(({ status }) => status).filter((status) => status === 'fulfilled')).toHaveLength(8);
    await expect(read()).resolves.toBeDefined();
  });
});
