import { pause } from '@ledger/messaging/back-off';
import { waitAfter } from '@ledger/webhooks/when-to-try-again';
import { mailSource, type OwnMails } from '../templates/mail-sources';
import { renderMail } from '../templates/render-mail';
import type { KeptValues } from '../templates/written-values';
import type { MailAnswer } from './mail-answer';
import type { DueMail, Outbox } from './outbox';
import type { PostMail } from './post-mail';

export interface SendMailsOptions {
  readonly outbox: Outbox;
  readonly post: PostMail;
  readonly own: OwnMails;
  /** Where the ledger is found by those who get mails. */
  readonly baseUrl: string;
  /** What stands behind the at sign of each Message-ID. */
  readonly domain: string;
  /** Told of what is waited out. */
  readonly warn: (line: string) => void;
  readonly now: () => Date;
  /** Whether anything is sent now: a ledger that was restored sends nothing until it goes live. */
  readonly maySend: () => Promise<boolean>;
  readonly pollMs?: number;
}

const POLL_MS = 1_000;
/** So many mails are under way at a time. */
const AT_ONCE = 4;
const KEPT_DAYS = 90;
/** A mail that waited longer for there to be a server is sent by no surprise. */
const NEWS_FOR_DAYS = 7;
const HOUR_MS = 3_600_000;
const STALE = `there was no server to send it by for ${NEWS_FOR_DAYS} days: ledger mail retry sends it still`;

/** Sends the mails of the outbox until the signal, each at its own pace. Resolves when nothing is under way. */
export async function sendMails(options: SendMailsOptions, signal: AbortSignal): Promise<void> {
  const { outbox, warn, now, maySend, pollMs = POLL_MS } = options;
  let failure: string | null = null;
  let tidiedAt = -Infinity;
  while (!signal.aborted) {
    try {
      if (await maySend()) {
        if (now().getTime() - tidiedAt >= HOUR_MS) {
          await outbox.giveUpOlderThan(NEWS_FOR_DAYS, STALE);
          await outbox.forgetOlderThan(KEPT_DAYS);
          tidiedAt = now().getTime();
        }
        await sendDue(options, signal);
      }
      failure = null;
    } catch (error) {
      if (failure !== reasonOf(error)) warn(`mail: ${reasonOf(error)}; trying again until it is well`);
      failure = reasonOf(error);
    }
    await pause(pollMs, signal);
  }
}

/** Sends until nothing is due: as many at a time as may be, and a slow one keeps one place only. */
async function sendDue(options: SendMailsOptions, signal: AbortSignal): Promise<void> {
  const { outbox } = options;
  const work = async () => {
    while (!signal.aborted) {
      const [mail] = await outbox.takeDue(1);
      if (mail === undefined) return;
      await attempt(mail, options);
    }
  };
  const ends = await Promise.allSettled(Array.from({ length: AT_ONCE }, work));
  const failed = ends.find((end) => end.status === 'rejected');
  if (failed !== undefined) throw failed.reason;
}

async function attempt(mail: DueMail, options: SendMailsOptions): Promise<void> {
  const answer = await posted(mail, options);
  await options.outbox.noteAnswer(mail.id, answer, waitAfter(mail.attempt));
}

/** A mail that cannot be written is one that failed: it stops no other. */
async function posted(mail: DueMail, { post, own, baseUrl, domain }: SendMailsOptions): Promise<MailAnswer> {
  try {
    const { id, program, template, locale, address } = mail;
    const values = JSON.parse(mail.values) as KeptValues;
    const source = mailSource(own, program, template, locale);
    const rendered = renderMail({ source, values, locale, program, baseUrl });
    return await post({ ...rendered, to: address, messageId: `<${id}@${domain}>` });
  } catch (error) {
    return { type: 'failed', reason: reasonOf(error) };
  }
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
