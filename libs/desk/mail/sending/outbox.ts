import type { Pool } from 'pg';
import type { MailLocale, MailTemplate } from '../mail-templates';
import type { MailAnswer } from './mail-answer';

/** A mail whose turn it is. */
export interface DueMail {
  readonly id: string;
  readonly program: string;
  readonly template: MailTemplate;
  readonly locale: MailLocale;
  readonly address: string;
  /** JSON text. */
  readonly values: string;
  /** The how-manieth attempt this is. */
  readonly attempt: number;
}

/** Who took a mail up and died is not waited for longer; more than twice as long as an attempt may take. */
const TAKEN_FOR_S = 120;
const TAKE_DUE = `
  UPDATE desk.mails SET attempts = attempts + 1, next_at = clock_timestamp() + interval '${TAKEN_FOR_S} s'
  WHERE id IN (
    SELECT id FROM desk.mails WHERE state = 'waiting' AND next_at <= clock_timestamp()
    ORDER BY next_at, id LIMIT $1 FOR UPDATE SKIP LOCKED)
  RETURNING id, program, template, locale, address, "values", attempts AS attempt`;
/** What was sent has secrets in it, such as a token: it is not kept. */
const END = `
  UPDATE desk.mails SET state = $2, reason = $3, ended_at = clock_timestamp(),
    "values" = CASE WHEN $2 = 'sent' THEN NULL ELSE "values" END
  WHERE id = $1 AND state = 'waiting'`;
const AGAIN = `
  UPDATE desk.mails SET reason = $2, next_at = clock_timestamp() + $3 * interval '1 millisecond'
  WHERE id = $1 AND state = 'waiting'`;
const STALE = `
  UPDATE desk.mails SET state = 'given_up', reason = $2, ended_at = clock_timestamp()
  WHERE state = 'waiting' AND attempts = 0 AND queued_at < clock_timestamp() - $1 * interval '1 day'`;
const FORGET = `
  UPDATE desk.mails SET address = NULL, "values" = NULL
  WHERE address IS NOT NULL AND ended_at < clock_timestamp() - $1 * interval '1 day'`;

/** Mails that wait, in Postgres. Any number of processes may send them. */
export class Outbox {
  constructor(private readonly pool: Pool) {}

  /** Takes up to so many mails whose turn it is, the longest due first; another process does not have them meanwhile. */
  async takeDue(most: number): Promise<DueMail[]> {
    const { rows } = await this.pool.query<DueMail>(TAKE_DUE, [most]);
    return rows;
  }

  /** Notes what came of an attempt; `againInMs`: when one that failed is tried again, null: it is given up. */
  async noteAnswer(id: string, answer: MailAnswer, againInMs: number | null): Promise<void> {
    if (answer.type === 'sent') await this.pool.query(END, [id, 'sent', null]);
    else if (answer.type === 'refused') await this.pool.query(END, [id, 'refused', answer.reason]);
    else if (againInMs === null) await this.pool.query(END, [id, 'given_up', answer.reason]);
    else await this.pool.query(AGAIN, [id, answer.reason, againInMs]);
  }

  /** Gives up what waited for so many days without an attempt: there was no server, and it is no news any more. */
  async giveUpOlderThan(days: number, reason: string): Promise<void> {
    await this.pool.query(STALE, [days, reason]);
  }

  /** Forgets addresses and contents of what ended so many days ago; that it was sent stays known. */
  async forgetOlderThan(days: number): Promise<void> {
    await this.pool.query(FORGET, [days]);
  }
}
