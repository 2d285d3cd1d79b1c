import { NoticeRefused, type RailNotice } from '../rail-notice';
import { objectIn, readJson, textIn } from './told-fields';

/** What PayPal writes about the transmission of an event into the headers of its request. */
export interface PayPalTransmission {
  readonly id: string | undefined;
  readonly time: string | undefined;
  readonly signature: string | undefined;
  readonly certUrl: string | undefined;
  readonly algorithm: string | undefined;
}

/** The longest event that is taken: PayPal's have a few thousand bytes, and a stranger's is not passed on to PayPal. */
const LONGEST = 262_144;
/** The longest value of a header that PayPal's documents allow. */
const LONGEST_HEADER = 500;

/** What an event of PayPal is about, by the bytes of its body. Throws NoticeRefused. */
export function readPayPalNotice(body: Buffer): { readonly notice: RailNotice; readonly text: string } {
  const text = textOf(body);
  const event = readJson(text);
  if (event === null) throw new NoticeRefused('the body is no JSON object');
  const [id, type] = [textIn(event, 'id'), textIn(event, 'event_type')];
  if (id === null || type === null) throw new NoticeRefused('it has no id and event_type');
  const resource = objectIn(event, 'resource');
  const batch = textIn(objectIn(resource, 'batch_header'), 'payout_batch_id');
  return { notice: { id, type, object: textIn(resource, 'payout_item_id') ?? batch, account: null }, text };
}

/**
 * What PayPal is asked about an event: its bytes stand in the question as they came, since the signature is over them.
 * Throws NoticeRefused where a header is missing.
 */
export function questionAboutNotice(text: string, transmission: PayPalTransmission, webhookId: string): string {
  const about = {
    auth_algo: header('Paypal-Auth-Algo', transmission.algorithm),
    cert_url: header('Paypal-Cert-Url', transmission.certUrl),
    transmission_id: header('Paypal-Transmission-Id', transmission.id),
    transmission_sig: header('Paypal-Transmission-Sig', transmission.signature),
    transmission_time: header('Paypal-Transmission-Time', transmission.time),
    webhook_id: webhookId,
  };
  return `${JSON.stringify(about).slice(0, -1)},"webhook_event":${text}}`;
}

function header(name: string, value: string | undefined): string {
  if (value === undefined || value === '') throw new NoticeRefused(`the header ${name} is missing`);
  if (value.length > LONGEST_HEADER) throw new NoticeRefused(`the header ${name} is longer than PayPal’s are`);
  return value;
}

function textOf(body: Buffer): string {
  if (body.length > LONGEST) throw new NoticeRefused(`it is longer than ${LONGEST} bytes`);
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(body);
  } catch {
    throw new NoticeRefused('the body is not UTF-8');
  }
}
