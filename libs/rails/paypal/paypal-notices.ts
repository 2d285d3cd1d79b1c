import { NoticeRefused, NoticeUnjudged, type RailNotice } from '../rail-notice';
import { PayPalClient, type PayPalSettings } from './paypal-client';
import { textIn } from './told-fields';
import { questionAboutNotice, readPayPalNotice, type PayPalTransmission } from './read-paypal-notice';

const VERIFY = '/v1/notifications/verify-webhook-signature';
/** So many are judged at a time: nobody who sends events here has this ledger ask PayPal without limit. */
const AT_A_TIME = 8;

/**
 * Tells the events of PayPal from others by asking PayPal: it judges its own signatures and certificates, at the address
 * that payouts go to, and no address that a header names is ever called.
 */
export class PayPalNotices {
  private readonly client: PayPalClient;
  private asking = 0;

  constructor(
    settings: PayPalSettings,
    private readonly webhookId: string,
  ) {
    this.client = new PayPalClient(settings);
  }

  /** Throws NoticeRefused where it is none of PayPal’s, NoticeUnjudged where PayPal could not be asked. */
  async read(body: Buffer, transmission: PayPalTransmission): Promise<RailNotice> {
    const { notice, text } = readPayPalNotice(body);
    const question = questionAboutNotice(text, transmission, this.webhookId);
    if (this.asking >= AT_A_TIME) throw new NoticeUnjudged('too many events are judged at this moment');
    this.asking += 1;
    try {
      await this.judge(question);
    } finally {
      this.asking -= 1;
    }
    return notice;
  }

  private async judge(question: string): Promise<void> {
    const answer = await this.client.post(VERIFY, question);
    if (answer.kind === 'not_sent') throw new NoticeUnjudged(`PayPal could not be asked (${answer.code})`);
    if (answer.kind === 'unknown') throw new NoticeUnjudged('PayPal did not answer whether it is its own');
    const { status, body } = answer;
    // What PayPal cannot read as a transmission of its own is none.
    if (status === 400 || status === 422) throw new NoticeRefused('PayPal does not know such a transmission');
    const verdict = textIn(body, 'verification_status');
    if (status === 200 && verdict === 'SUCCESS') return;
    if (status === 200 && verdict === 'FAILURE') throw new NoticeRefused('the signature is not of these bytes');
    throw new NoticeUnjudged(`PayPal did not say whether it is its own (status ${status})`);
  }
}
