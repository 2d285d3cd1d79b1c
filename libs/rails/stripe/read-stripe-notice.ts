import Stripe from 'stripe';
import { NoticeRefused, type RailNotice } from '../rail-notice';

/** How old a signature may be, in seconds. */
const TOLERANCE_S = 300;

/** A webhook of Stripe, by its bytes as they came and the header `Stripe-Signature`. Throws NoticeRefused. */
export function readStripeNotice(body: Buffer, signature: string | undefined, secret: string): RailNotice {
  if (signature === undefined) throw new NoticeRefused('the header Stripe-Signature is missing');
  const { id, type, data, account } = verified(body, signature, secret);
  const object = (data.object as { readonly id?: unknown }).id;
  return { id, type, object: typeof object === 'string' ? object : null, account: account ?? null };
}

function verified(body: Buffer, signature: string, secret: string): Stripe.Event {
  try {
    return Stripe.webhooks.constructEvent(body, signature, secret, TOLERANCE_S);
  } catch (error) {
    const isSignature = error instanceof Stripe.errors.StripeSignatureVerificationError;
    throw new NoticeRefused(
      isSignature ? 'the signature is not of these bytes and this secret, or too old' : 'no event',
    );
  }
}
