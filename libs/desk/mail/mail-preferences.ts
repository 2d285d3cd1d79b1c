import { normalisedEmail } from '@ledger/stages/facts/normalised-email';
import type { EntityManager } from 'typeorm';
import { Person } from '../people/person.entity';
import { MailPreferences } from './mail-preferences.entity';
import type { MailTemplate } from './mail-templates';

/** Mails that a person of a partner may do without; the others tell what it has to know. */
export const OPTIONAL_MAILS = [
  'lead-received',
  'conflict-settled',
  'registration-expiring',
  'acknowledgement-reminder',
  'tax-form-expiring',
  'statement-ready',
  'payout-sent',
] as const satisfies readonly MailTemplate[];
export type OptionalMail = (typeof OPTIONAL_MAILS)[number];

/** A person as one of a partner. */
export interface PersonOfPartner {
  readonly person: string;
  readonly program: string;
  readonly partner: string;
}

/** Which mails a person does not want. */
export async function readMailPreferences(
  manager: EntityManager,
  { person, program, partner }: PersonOfPartner,
): Promise<readonly OptionalMail[]> {
  const row = await manager.findOneBy(MailPreferences, { person, program, partner });
  return OPTIONAL_MAILS.filter((mail) => row?.unwanted.includes(mail));
}

/** Notes which mails a person does not want from now on, and answers them. */
export async function setMailPreferences(
  manager: EntityManager,
  { person, program, partner }: PersonOfPartner,
  unwanted: readonly OptionalMail[],
): Promise<readonly OptionalMail[]> {
  const chosen = OPTIONAL_MAILS.filter((mail) => unwanted.includes(mail));
  const row = { person, program, partner, unwanted: chosen };
  await manager.upsert(MailPreferences, row, ['person', 'program', 'partner']);
  return chosen;
}

/** A mail to somebody of a partner. */
export interface MailToPartner {
  readonly program: string;
  readonly partner: string;
  readonly template: MailTemplate;
  readonly to: string;
}

/** Whether who has the address does not want a mail as one of the partner. */
export async function isUnwanted(
  manager: EntityManager,
  { program, partner, template, to }: MailToPartner,
): Promise<boolean> {
  if (!OPTIONAL_MAILS.some((mail) => mail === template)) return false;
  return manager
    .createQueryBuilder(MailPreferences, 'preferences')
    .innerJoin(Person, 'person', 'person.id = preferences.person')
    .where({ program, partner })
    .andWhere('person.emailKey = :key', { key: normalisedEmail(to) })
    .andWhere(':template = ANY(preferences.unwanted)', { template })
    .getExists();
}
