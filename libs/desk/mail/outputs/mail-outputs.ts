import { pause } from '@ledger/messaging/back-off';
import type { LogOutputs } from '@ledger/webhooks/log-outputs';
import { In, IsNull, type DataSource, type EntityManager } from 'typeorm';
import { Membership } from '../../people/membership.entity';
import { Person } from '../../people/person.entity';
import { enqueueMail, type MailOf } from '../enqueue-mail';
import { mailLocaleOf, type MailTemplate } from '../mail-templates';
import { mailOfOutput, type MailToOwners } from './mail-of-output';

export interface MailOutputsOptions {
  readonly api: DataSource;
  readonly outputs: Pick<LogOutputs, 'after'>;
  /** Told of what is waited out. */
  readonly warn: (line: string) => void;
  readonly pollMs?: number;
}

const POLL_MS = 2_000;
/** So many events of the log are read at a time. */
const PAGE = 500;

/** Puts what the log tells partners into the outbox, from where it was left, until the signal. */
export async function mailOutputs(options: MailOutputsOptions, signal: AbortSignal): Promise<void> {
  const { warn, pollMs = POLL_MS } = options;
  let failure: string | null = null;
  while (!signal.aborted) {
    try {
      while (!signal.aborted && (await mailNext(options)));
      failure = null;
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      if (failure !== reason) warn(`mails of the log: ${reason}; trying again until it is well`);
      failure = reason;
    }
    await pause(pollMs, signal);
  }
}

/**
 * Reads on in the log, and then, in one transaction, puts the mails into the outbox and notes how far it is read: of
 * several processes one does. Answers whether there was anything.
 */
export async function mailNext({ api, outputs }: Pick<MailOutputsOptions, 'api' | 'outputs'>): Promise<boolean> {
  const [row] = await api.query<{ position: string }[]>('SELECT read_to::text AS position FROM desk.mail_reading');
  const from = BigInt(row?.position ?? 0);
  const page = await outputs.after(from, PAGE);
  if (page === null) return false;
  await api.transaction(async (manager) => {
    if (!(await takesTurn(manager, from, page.readTo))) return;
    for (const { event } of page.outputs) {
      const mail = mailOfOutput(event);
      if (mail !== null) await mailOwners(manager, mail);
    }
  });
  return true;
}

async function takesTurn(manager: EntityManager, from: bigint, readTo: bigint): Promise<boolean> {
  const moved = await manager.query<{ one: boolean }[]>(
    `INSERT INTO desk.mail_reading (read_to) VALUES ($2) ON CONFLICT (one) DO UPDATE SET read_to = $2
     WHERE mail_reading.read_to = $1 RETURNING one`,
    [String(from), String(readTo)],
  );
  return moved.length === 1;
}

async function mailOwners(manager: EntityManager, mail: MailToOwners): Promise<void> {
  const { program, partner } = mail;
  const owners = await manager.findBy(Membership, { program, partner, role: 'owner' });
  if (owners.length === 0) return;
  const people = await manager.find(Person, {
    where: { id: In(owners.map(({ person }) => person)), disabledAt: IsNull() },
    order: { id: 'ASC' },
  });
  for (const { email, name, locale } of people) {
    const filled = { ...mail, values: { ...mail.values, name }, to: email, locale: mailLocaleOf(locale) };
    await enqueueMail(manager, filled as MailOf<MailTemplate>);
  }
}
