import { Webhook } from 'standardwebhooks';

/** What came of a request: the status, or why there is none. */
export interface WebhookAnswer {
  readonly status: number | null;
  readonly error: string | null;
}

export interface WebhookRequest {
  readonly url: string;
  readonly secret: string;
  /** The same at each attempt. */
  readonly id: string;
  readonly body: string;
}

/** Who answers no sooner has not taken it. */
const WITHIN_MS = 15_000;
const LONGEST_REASON = 300;

/**
 * Posts an event, signed as Standard Webhooks says; what is answered beside the status is not read, and no redirection
 * followed. Throws nothing.
 */
export async function postWebhook({ url, secret, id, body }: WebhookRequest, at: Date): Promise<WebhookAnswer> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      redirect: 'manual',
      signal: AbortSignal.timeout(WITHIN_MS),
      headers: {
        'content-type': 'application/cloudevents+json',
        'user-agent': 'partner-ledger',
        'webhook-id': id,
        'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
        'webhook-signature': new Webhook(secret).sign(id, at, body),
      },
      body,
    });
    await response.body?.cancel();
    return { status: response.status, error: response.ok ? null : `answered ${response.status}` };
  } catch (error) {
    return { status: null, error: reasonOf(error).slice(0, LONGEST_REASON) };
  }
}

/** What `fetch` throws says little by itself. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error.name === 'TimeoutError') return `no answer within ${WITHIN_MS / 1000} s`;
  return error.cause instanceof Error ? error.cause.message || error.message : error.message;
}
