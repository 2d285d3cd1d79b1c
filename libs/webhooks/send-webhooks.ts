import { pause } from '@ledger/messaging/back-off';
import { cloudEventOf } from '@ledger/runner/outputs/output-event';
import type { DueDelivery, WebhookDesk } from './desk/webhook-desk';
import type { LogOutputs } from './log-outputs';
import type { postWebhook, WebhookAnswer } from './post-webhook';
import type { WebhookEndpoint } from './webhook-endpoint';
import { waitAfter } from './when-to-try-again';

export interface SendWebhooksOptions {
  readonly desk: WebhookDesk;
  readonly outputs: LogOutputs;
  readonly post: typeof postWebhook;
  /** Told of what is waited out. */
  readonly warn: (line: string) => void;
  readonly now: () => Date;
  /** Whether anything is posted now: a ledger that was restored posts nothing until it goes live. */
  readonly mayPost: () => Promise<boolean>;
  readonly pollMs?: number;
}

const POLL_MS = 1_000;
/** So many events of the log are read at a time. */
const PAGE = 500;
/** Of an endpoint that takes nothing, so many wait here; what comes after them waits in the log. */
const MOST_WAITING = 10_000;
/** So many requests are under way to an endpoint at a time. */
const AT_ONCE = 8;
const KEPT_DAYS = 30;
const HOUR_MS = 3_600_000;

/**
 * Posts what the log has for other systems to the endpoints that want it, each at its own pace, until the signal: at
 * least once, always with the same id. Resolves when nothing is under way.
 */
export async function sendWebhooks(options: SendWebhooksOptions, signal: AbortSignal): Promise<void> {
  const { desk, warn, now, pollMs = POLL_MS } = options;
  const atWork = new Map<string, Promise<void>>();
  let failure: string | null = null;
  let forgotAt = -Infinity;
  while (!signal.aborted) {
    try {
      const endpoints = await desk.endpoints();
      await noteOutputs(endpoints, options, signal);
      for (const endpoint of endpoints) {
        if (!atWork.has(endpoint.id)) atWork.set(endpoint.id, deliver(endpoint, atWork, options, signal));
      }
      if (now().getTime() - forgotAt >= HOUR_MS) {
        await desk.forgetOlderThan(KEPT_DAYS);
        forgotAt = now().getTime();
      }
      failure = null;
    } catch (error) {
      if (failure !== reasonOf(error)) warn(`webhooks: ${reasonOf(error)}; trying again until it is well`);
      failure = reasonOf(error);
    }
    await pause(pollMs, signal);
  }
  await Promise.all(atWork.values());
}

/** Reads the log on for the endpoints that are furthest behind, until all that have room are at its end. */
async function noteOutputs(
  endpoints: readonly WebhookEndpoint[],
  { desk, outputs }: SendWebhooksOptions,
  signal: AbortSignal,
): Promise<void> {
  const reading = new Map<string, WebhookEndpoint>();
  for (const endpoint of endpoints) {
    if ((await desk.waiting(endpoint.id)) < MOST_WAITING) reading.set(endpoint.id, endpoint);
  }
  while (reading.size > 0 && !signal.aborted) {
    const from = [...reading.values()].reduce((least, { readTo }) => (readTo < least ? readTo : least), MOST_POSITION);
    const page = await outputs.after(from, PAGE);
    for (const endpoint of [...reading.values()]) {
      if (page === null || endpoint.readTo >= page.readTo) {
        if (endpoint.readTo === from) reading.delete(endpoint.id);
        continue;
      }
      const noted = await desk.note(endpoint, page.outputs, page.readTo);
      const full = noted && (await desk.waiting(endpoint.id)) >= MOST_WAITING;
      if (!noted || full) reading.delete(endpoint.id);
      else reading.set(endpoint.id, { ...endpoint, readTo: page.readTo });
    }
  }
}

const MOST_POSITION = 2n ** 63n - 1n;

/** Posts what is due to an endpoint until nothing is. */
async function deliver(
  endpoint: WebhookEndpoint,
  atWork: Map<string, Promise<void>>,
  options: SendWebhooksOptions,
  signal: AbortSignal,
): Promise<void> {
  const { desk, warn, mayPost } = options;
  try {
    while (!signal.aborted && (await mayPost())) {
      const due = await desk.takeDue(endpoint.id, AT_ONCE);
      if (due.length === 0) return;
      await Promise.all(due.map((delivery) => attempt(endpoint, delivery, options)));
    }
  } catch (error) {
    warn(`webhooks to ${endpoint.id}: ${reasonOf(error)}; trying again until it is well`);
  } finally {
    atWork.delete(endpoint.id);
  }
}

async function attempt(
  endpoint: WebhookEndpoint,
  { event, position, attempt: attempts }: DueDelivery,
  options: SendWebhooksOptions,
): Promise<void> {
  const answer = await postEvent(endpoint, event, position, options);
  await options.desk.noteAnswer(endpoint.id, event, answer, answer.error === null ? null : waitAfter(attempts));
}

/** An event that cannot be made from the log is one that failed: it stops no other. */
async function postEvent(
  { url, secret }: WebhookEndpoint,
  id: string,
  position: bigint,
  { outputs, post, now }: SendWebhooksOptions,
): Promise<WebhookAnswer> {
  try {
    const body = cloudEventOf(await outputs.at(position), null);
    return await post({ url, secret, id, body }, now());
  } catch (error) {
    return { status: null, error: reasonOf(error) };
  }
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
