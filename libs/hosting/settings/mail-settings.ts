import { z } from 'zod';
import { isSafeAddress } from '@ledger/machine/is-loopback';
import { parseEnvironment, type Environment } from './environment';
import { SettingsError } from './settings-error';

/** How mails are sent. */
export interface MailSettings {
  /** null: there is no server; mails stay in the outbox. */
  readonly server: { readonly url: string; readonly from: string; readonly domain: string } | null;
  /** Where the ledger is found by those who get mails; null: not given. */
  readonly publicUrl: string | null;
  /** A folder with mails that programs have of their own; null: none. */
  readonly templates: string | null;
}

const SERVER =
  'must be an address such as smtps://user:password@mail.example.com:465, or smtp:// (STARTTLS where the server has it)';
const FROM = 'must be an address such as partners@example.com, or Partners <partners@example.com>';
const PUBLIC =
  'must be where people reach the ledger, such as https://partners.example.com, with https unless it is on this machine';
const MAILBOX = /^(?:[^<>\p{Cc}]*<)?[^\s<>@,;\p{Cc}]+@([a-z0-9-]+(?:\.[a-z0-9-]+)*)>?$/iu;

const environmentSchema = z.object({
  LEDGER_MAIL_URL: z.string().refine(isMailServer, { error: SERVER }).optional(),
  LEDGER_MAIL_FROM: z.string().trim().regex(MAILBOX, { error: FROM }).optional(),
  LEDGER_MAIL_TEMPLATES: z.string().optional(),
  LEDGER_PUBLIC_URL: z.string().refine(isSafeAddress, { error: PUBLIC }).optional(),
});

/**
 * The settings of mail, and where people reach the ledger.
 * @throws SettingsError one line
 */
export function readMailSettings(environment: Environment): MailSettings {
  const read = parseEnvironment(environmentSchema, environment);
  const { LEDGER_MAIL_URL: url, LEDGER_MAIL_FROM: from, LEDGER_PUBLIC_URL: publicUrl = null } = read;
  const { LEDGER_MAIL_TEMPLATES: templates = null } = read;
  if (url === undefined) return { server: null, publicUrl, templates };
  if (from === undefined || publicUrl === null) {
    throw new SettingsError(
      'LEDGER_MAIL_URL is of use only with LEDGER_MAIL_FROM, whom mails are from, and LEDGER_PUBLIC_URL, where their links lead: one of them is not set',
    );
  }
  return { server: { url, from, domain: MAILBOX.exec(from)?.[1] ?? 'localhost' }, publicUrl, templates };
}

function isMailServer(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname, search } = new URL(text);
  return (protocol === 'smtp:' || protocol === 'smtps:') && hostname !== '' && search === '';
}
