import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { MAIL_LOCALES, MAIL_TEMPLATES, type MailLocale, type MailTemplate } from '@ledger/desk/mail/mail-templates';
import { placeholdersOf, readMailSource, type MailSource } from '@ledger/desk/mail/templates/mail-source';
import { NO_OWN_MAILS, type OwnMails } from '@ledger/desk/mail/templates/mail-sources';
import { TEMPLATE_FIELDS } from '@ledger/desk/mail/templates/template-fields';
import { UserError } from '../process/user-error';

const FILE = /^([a-z-]+)\.([a-z]{2})\.txt$/;

/**
 * The mails that programs have of their own: `FOLDER/PROGRAM/TEMPLATE.LANGUAGE.txt`, such as
 * `mails/plixo/statement-ready.de.txt`. Read once.
 * @throws UserError one line, for a folder that cannot be read and a file that is no mail
 */
export async function readOwnMails(folder: string | null): Promise<OwnMails> {
  if (folder === null) return NO_OWN_MAILS;
  const mails = new Map<string, MailSource>();
  for (const program of await namesIn(folder, 'folders')) {
    for (const file of await namesIn(join(folder, program), 'files')) {
      const { template, locale, source } = await readMail(join(folder, program, file), file);
      mails.set(key(program, template, locale), source);
    }
  }
  return { find: (program, template, locale) => mails.get(key(program, template, locale)) ?? null };
}

async function namesIn(folder: string, kind: 'folders' | 'files'): Promise<readonly string[]> {
  try {
    const entries = await readdir(folder, { withFileTypes: true });
    return entries.filter((entry) => entry.isDirectory() === (kind === 'folders')).map(({ name }) => name);
  } catch (error) {
    throw new UserError(`LEDGER_MAIL_TEMPLATES: ${folder} cannot be read (${(error as Error).message})`);
  }
}

async function readMail(path: string, file: string) {
  const [, name = '', language = ''] = FILE.exec(file) ?? [];
  const template = MAIL_TEMPLATES.find((known) => known === name);
  const locale = MAIL_LOCALES.find((known) => known === language);
  if (template === undefined || locale === undefined) {
    throw new UserError(
      `${path}: a mail is called TEMPLATE.LANGUAGE.txt, such as statement-ready.de.txt (docs/mail.md)`,
    );
  }
  const source = readMailSource(await readFile(path, 'utf8'));
  if (source === null)
    throw new UserError(`${path}: it has to begin with Subject: …, and then an empty line and a text`);
  const unknown = placeholdersOf(source).find((field) => !TEMPLATE_FIELDS[template].includes(field));
  if (unknown === undefined) return { template, locale, source };
  throw new UserError(`${path}: {${unknown}} is nothing that ${template} has: ${TEMPLATE_FIELDS[template].join(', ')}`);
}

function key(program: string, template: MailTemplate, locale: MailLocale): string {
  return `${program}/${template}.${locale}`;
}
