import type { JsonObject } from '@ledger/contracts/json-object';
import { AccessToken } from './access-token';
import { readJson } from './told-fields';
import { wholeAnswer, whyNoAnswer, type WholeAnswer } from './whole-answer';

export interface PayPalSettings {
  readonly clientId: string;
  readonly clientSecret: string;
  /** Another server than PayPal's, as `http://127.0.0.1:4242`; null: PayPal's. */
  readonly apiBase: string | null;
  /** How long a request may take, with the token for it, until its answer is read to the end. */
  readonly withinMs: number;
}

const PAYPAL = 'https://api-m.paypal.com';

/** What came of a request. */
export type Answer =
  | { readonly kind: 'answered'; readonly status: number; readonly body: JsonObject }
  /** Nothing left: there is no token to send it with. */
  | { readonly kind: 'not_sent'; readonly code: string }
  /** A time-out, a broken connection, an answer that is no JSON: it may have done anything. */
  | { readonly kind: 'unknown'; readonly why: string };

/** Speaks to PayPal: each request once, but for one that PayPal did not let in, which is sent with another token. */
export class PayPalClient {
  private readonly base: string;
  private readonly token: AccessToken;

  constructor(private readonly settings: PayPalSettings) {
    this.base = (settings.apiBase ?? PAYPAL).replace(/\/+$/, '');
    this.token = new AccessToken(this.base, settings);
  }

  get(path: string): Promise<Answer> {
    return this.send(path, { method: 'GET' });
  }

  post(path: string, body: string): Promise<Answer> {
    return this.send(path, { method: 'POST', body, headers: { 'content-type': 'application/json' } });
  }

  /** All within one time limit. */
  private async send(path: string, init: RequestInit): Promise<Answer> {
    const signal = AbortSignal.timeout(this.settings.withinMs);
    const first = await this.sendWithToken(path, init, signal);
    if (first.kind !== 'answered' || first.status !== UNAUTHORIZED) return first;
    this.token.drop();
    return this.sendWithToken(path, init, signal);
  }

  private async sendWithToken(path: string, init: RequestInit, signal: AbortSignal): Promise<Answer> {
    const token = await this.token.get(signal);
    if (!token.ok) return { kind: 'not_sent', code: token.code };
    const headers = { ...init.headers, accept: 'application/json', authorization: `Bearer ${token.value}` };
    try {
      return read(await wholeAnswer(`${this.base}${path}`, { ...init, headers }, signal));
    } catch (error) {
      return { kind: 'unknown', why: whyNoAnswer(error) };
    }
  }
}

const UNAUTHORIZED = 401;

function read({ status, text }: WholeAnswer): Answer {
  // That it was not let in is said by the status alone.
  if (status === UNAUTHORIZED) return { kind: 'answered', status, body: readJson(text) ?? {} };
  const body = readJson(text);
  return body === null ? { kind: 'unknown', why: `status ${status} without JSON` } : { kind: 'answered', status, body };
}
