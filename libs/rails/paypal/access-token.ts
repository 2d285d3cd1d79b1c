import { readJson, textIn } from './told-fields';
import type { PayPalSettings } from './paypal-client';
import { wholeAnswer } from './whole-answer';

/** A token is not used in its last minute. */
const MARGIN_MS = 60_000;
const SECOND_MS = 1_000;

export type Token = { readonly ok: true; readonly value: string } | { readonly ok: false; readonly code: string };

interface Kept {
  readonly value: string;
  readonly untilMs: number;
}

/** What lets requests in, kept until it ends. */
export class AccessToken {
  private kept: Kept | null = null;

  constructor(
    private readonly base: string,
    private readonly settings: Pick<PayPalSettings, 'clientId' | 'clientSecret'>,
    private readonly nowMs: () => number = Date.now,
  ) {}

  /** The token, or why there is none; nothing else is asked for meanwhile. */
  async get(signal: AbortSignal): Promise<Token> {
    if (this.kept !== null && this.nowMs() < this.kept.untilMs) return { ok: true, value: this.kept.value };
    try {
      const { status, text } = await wholeAnswer(`${this.base}/v1/oauth2/token`, this.request(), signal);
      const told = readJson(text) ?? {};
      const [value, seconds] = [textIn(told, 'access_token'), told['expires_in']];
      if (status !== 200 || value === null) return { ok: false, code: `no_token_${textIn(told, 'error') ?? status}` };
      const lastsMs = typeof seconds === 'number' ? seconds * SECOND_MS : 0;
      this.kept = { value, untilMs: this.nowMs() + lastsMs - MARGIN_MS };
      return { ok: true, value };
    } catch {
      return { ok: false, code: 'no_token' };
    }
  }

  /** It lets nothing in any more. */
  drop(): void {
    this.kept = null;
  }

  private request(): RequestInit {
    const { clientId, clientSecret } = this.settings;
    const authorization = `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString('base64')}`;
    const headers = { authorization, accept: 'application/json', 'content-type': 'application/x-www-form-urlencoded' };
    return { method: 'POST', headers, body: 'grant_type=client_credentials' };
  }
}
