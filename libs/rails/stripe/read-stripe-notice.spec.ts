import Stripe from 'stripe';
import { NoticeRefused } from '../rail-notice';
import { readStripeNotice } from './read-stripe-notice';

const SECRET = 'whsec_test';
const event = { id: 'evt_1', object: 'event', type: 'transfer.reversed', data: { object: { id: 'tr_1' } } };

function signed(payload: string, ageS = 0): string {
  const timestamp = Math.floor(Date.now() / 1_000) - ageS;
  return Stripe.webhooks.generateTestHeaderString({ payload, secret: SECRET, timestamp });
}

describe('a webhook of Stripe', () => {
  const body = JSON.stringify(event);

  it('is known by the signature of its bytes, and says what it is about', () => {
    const notice = { id: 'evt_1', type: 'transfer.reversed', object: 'tr_1', account: null };
    expect(readStripeNotice(Buffer.from(body), signed(body), SECRET)).toEqual(notice);
    const connected = JSON.stringify({ ...event, account: 'acct_1' });
    expect(readStripeNotice(Buffer.from(connected), signed(connected), SECRET)).toEqual({
      ...notice,
      account: 'acct_1',
    });
    expect(readStripeNotice(Buffer.from(body), signed(body, 290), SECRET)).toEqual(notice);
  });

  it.each([
    ['no signature', body, undefined],
    ['bytes that were changed', `${body} `, signed(body)],
    ['a signature that is older than five minutes', body, signed(body, 310)],
    ['something else in the header', body, 'v1=00'],
    ['no event', '[]x', signed('[]x')],
  ])('is refused with %s', (_what, text, signature) => {
    expect(() => readStripeNotice(Buffer.from(text), signature, SECRET)).toThrow(NoticeRefused);
  });

  it('is refused by another secret', () => {
    expect(() => readStripeNotice(Buffer.from(body), signed(body), 'whsec_other')).toThrow(NoticeRefused);
  });
});
