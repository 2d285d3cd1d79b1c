import { In, IsNull, type EntityManager } from 'typeorm';
import { enqueueMail } from '@ledger/desk/mail/enqueue-mail';
import { mailLocaleOf, type MailTemplate, type MailValues } from '@ledger/desk/mail/mail-templates';
import { membersOf } from '@ledger/desk/people/memberships';
import { Person } from '@ledger/desk/people/person.entity';

/** A mail to all who belong to a partner. */
export interface PartnerMail<T extends MailTemplate> {
  readonly program: string;
  readonly partner: string;
  readonly template: T;
  /** What it is of: one mail for each person. */
  readonly about: string;
  readonly values: Omit<MailValues[T], 'name'>;
}

/** Puts a mail to each person of a partner into the outbox, in the transaction of what it tells. */
export async function mailPartner<T extends MailTemplate>(
  manager: EntityManager,
  { program, partner, template, about, values }: PartnerMail<T>,
): Promise<void> {
  const members = await membersOf(manager, { program, partner });
  const people = await manager.find(Person, {
    where: { id: In(members.map(({ person }) => person)), disabledAt: IsNull() },
    order: { id: 'ASC' },
  });
  for (const { email, name, locale } of people) {
    const filled = { ...values, name } as MailValues[T];
    await enqueueMail(manager, {
      program,
      partner,
      template,
      to: email,
      locale: mailLocaleOf(locale),
      values: filled,
      about,
    });
  }
}
