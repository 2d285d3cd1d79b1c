import type { MailLocale, MailTemplate } from '../mail-templates';
import { ENGLISH } from './english';
import { GERMAN } from './german';
import type { MailSource } from './mail-source';

/** The mails that a program has of its own: they go before those that come with the ledger. */
export interface OwnMails {
  /** null: it has none of its own. */
  find(program: string, template: MailTemplate, locale: MailLocale): MailSource | null;
}

const BUILT_IN: Readonly<Record<MailLocale, Readonly<Record<MailTemplate, MailSource>>>> = { en: ENGLISH, de: GERMAN };

/** No program has mails of its own. */
export const NO_OWN_MAILS: OwnMails = { find: () => null };

/** The words of a mail: the program's own, else those that come with the ledger. */
export function mailSource(own: OwnMails, program: string, template: MailTemplate, locale: MailLocale): MailSource {
  return own.find(program, template, locale) ?? BUILT_IN[locale][template];
}
