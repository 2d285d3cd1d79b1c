import { generateKeyPairSync, sign, verify, type KeyObject } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { isJsonObject, type JsonObject } from '@ledger/contracts/json-object';

const ALGORITHM = 'SHA256withRSA';
const BITS = 2_048;
const EVENT = ',"webhook_event":';

/** How PayPal signs what it tells, and judges signatures for those who ask it. */
export class PayPalSignatures {
  private keys: { readonly publicKey: KeyObject; readonly privateKey: KeyObject } | null = null;

  /** The headers of a transmission. */
  headersOf(body: string, { id, time, webhookId }: Readonly<Record<'id' | 'time' | 'webhookId', string>>) {
    const signed = Buffer.from(signedText(id, time, webhookId, body));
    return {
      'paypal-transmission-id': id,
      'paypal-transmission-time': time,
      'paypal-transmission-sig': sign('sha256', signed, this.pair().privateKey).toString('base64'),
      'paypal-cert-url': 'https://api.sandbox.paypal.com/v1/notifications/certs/CERT-simulated',
      'paypal-auth-algo': ALGORITHM,
    };
  }

  /** Whether a question asks about what was signed here; the event is judged by its bytes in the question. */
  judge(question: string): 'SUCCESS' | 'FAILURE' {
    const asked = JSON.parse(question) as unknown;
    const at = question.indexOf(EVENT);
    if (!isJsonObject(asked) || at < 0) return 'FAILURE';
    const event = question.slice(at + EVENT.length, -1);
    const signed = signedText(
      text(asked, 'transmission_id'),
      text(asked, 'transmission_time'),
      text(asked, 'webhook_id'),
      event,
    );
    const signature = Buffer.from(text(asked, 'transmission_sig'), 'base64');
    const isOurs = verify('sha256', Buffer.from(signed), this.pair().publicKey, signature);
    return isOurs && asked['auth_algo'] === ALGORITHM ? 'SUCCESS' : 'FAILURE';
  }

  /** Made when it is needed first: it takes a while. */
  private pair() {
    this.keys ??= generateKeyPairSync('rsa', { modulusLength: BITS });
    return this.keys;
  }
}

function signedText(id: string, time: string, webhookId: string, body: string): string {
  return [id, time, webhookId, crc32(body)].join('|');
}

function text(told: JsonObject, name: string): string {
  const value = told[name];
  return typeof value === 'string' ? value : '';
}
