import { createHash, randomUUID } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import { Mail } from './mail.entity';
import { sameMailbox, whyNoAddress } from './mail-address';
import { isUnwanted } from './mail-preferences';
import type { MailLocale, MailTemplate, MailValues } from './mail-templates';

/** A mail to somebody, from a template with its values. */
export interface MailOf<T extends MailTemplate> {
  readonly program: string;
  readonly template: T;
  /** One address, without a name. */
  readonly to: string;
  readonly locale: MailLocale;
  readonly values: MailValues[T];
  /** What it is of, such as a fact's id or a tracking id: one mail for one `about`, template and address. */
  readonly about: string;
  /** The partner whom it is for, where it is for one. */
  readonly partner?: string | undefined;
}

/**
 * Puts a mail into the outbox, inside the transaction of what it tells: both are kept, or neither. Does nothing where it
 * was there before, and where the person does not want it as one of the partner. What is no address fails nothing here: its mail is kept as refused, with why.
 */
export async function enqueueMail<T extends MailTemplate>(manager: EntityManager, mail: MailOf<T>): Promise<void> {
  const { program, template, to, locale, values, about, partner = null } = mail;
  if (partner !== null && (await isUnwanted(manager, { program, partner, template, to }))) return;
  const reason = whyNoAddress(to.trim());
  await manager
    .createQueryBuilder()
    .insert()
    .into(Mail)
    .values({
      id: randomUUID(),
      program,
      partner,
      template,
      about,
      locale,
      address: to.trim().replaceAll('\0', '\uFFFD'),
      values: JSON.stringify(values),
      once: onceOf(mail),
      state: reason === null ? 'waiting' : 'refused',
      reason,
      ...(reason === null ? {} : { endedAt: () => 'clock_timestamp()' }),
    })
    .orIgnore()
    .execute();
}

function onceOf({ program, template, about, to }: MailOf<MailTemplate>): Buffer {
  return createHash('sha256')
    .update(JSON.stringify([program, template, about, sameMailbox(to)]))
    .digest();
}
