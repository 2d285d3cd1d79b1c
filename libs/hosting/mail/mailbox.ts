import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Pool } from 'pg';
import { findMail, listMails, type ListedMail } from '@ledger/desk/mail/list-mails';
import { mailSource, type OwnMails } from '@ledger/desk/mail/templates/mail-sources';
import { renderMail, type RenderedMail } from '@ledger/desk/mail/templates/render-mail';
import type { KeptValues } from '@ledger/desk/mail/templates/written-values';
import { isLoopback } from '@ledger/machine/is-loopback';
import { mailboxPage, mailPage } from './mailbox-pages';

export interface MailboxOptions {
  readonly pool: Pool;
  readonly own: OwnMails;
  /** Where links of mails lead; null: where the mailbox is asked for. */
  readonly publicUrl: string | null;
}

type Next = (error?: unknown) => void;

const SHOWN = 100;
const MAIL = /^\/([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})(\/html)?\/?$/;
const LOCAL = /^(?:::1|(?:::ffff:)?127\.\d+\.\d+\.\d+)$/;
const PAGE_POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; frame-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
const MAIL_POLICY =
  "sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'";

/**
 * `/mailbox` in place of a mail server: the outbox as pages, for this machine alone. To anybody else (another machine, a
 * proxy, a name that somebody made point here) there is no such page.
 */
export function mailbox(options: MailboxOptions) {
  return (request: IncomingMessage, response: ServerResponse, next: Next): void => {
    const base = localBase(request);
    if (base === null || request.method !== 'GET') return next();
    answer(request, response, next, { ...options, base }).catch(next);
  };
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  next: Next,
  options: MailboxOptions & { readonly base: string },
): Promise<void> {
  const [path = ''] = (request.url ?? '/').split('?');
  if (path === '/' || path === '') return send(response, await list(options), PAGE_POLICY);
  const [, id, html] = MAIL.exec(path) ?? [];
  const mail = id === undefined ? null : await findMail(options.pool, id);
  if (mail === null) return next();
  const rendered = writtenOf(mail, options);
  if (html === undefined) return send(response, mailPage({ mail, rendered }), PAGE_POLICY);
  const own = (rendered?.html ?? '').replace('<head>', '<head><base target="_blank">');
  return send(response, own, MAIL_POLICY);
}

async function list(options: MailboxOptions & { readonly base: string }): Promise<string> {
  const mails = await listMails((sql, parameters) => options.pool.query<ListedMail>(sql, parameters), {
    program: null,
    state: null,
    limit: SHOWN,
    before: null,
  });
  const found = await Promise.all(mails.map(({ id }) => findMail(options.pool, id)));
  return mailboxPage(found.flatMap((mail) => (mail === null ? [] : [{ mail, rendered: writtenOf(mail, options) }])));
}

function writtenOf(
  mail: ListedMail & { readonly values: string | null },
  { own, publicUrl, base }: MailboxOptions & { readonly base: string },
): RenderedMail | null {
  if (mail.values === null) return null;
  const { program, template, locale } = mail;
  const values = JSON.parse(mail.values) as KeptValues;
  return renderMail({
    source: mailSource(own, program, template, locale),
    values,
    locale,
    program,
    baseUrl: publicUrl ?? base,
  });
}

function send(response: ServerResponse, page: string, policy: string): void {
  response.writeHead(200, {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': policy,
    'cache-control': 'no-store',
    'referrer-policy': 'no-referrer',
  });
  response.end(page);
}

/** Where this machine asks from; null: it is another one, or a proxy speaks for somebody. */
function localBase({ socket, headers }: IncomingMessage): string | null {
  const { host, forwarded, 'x-forwarded-for': forwardedFor } = headers;
  const address = `http://${host ?? ''}`;
  const isLocal = LOCAL.test(socket.remoteAddress ?? '') && forwarded === undefined && forwardedFor === undefined;
  return isLocal && URL.canParse(address) && isLoopback(address) ? address : null;
}
