import type { ListedMail } from '@ledger/desk/mail/list-mails';
import { cleanLine } from '@ledger/desk/mail/templates/clean-value';
import { escapeHtml } from '@ledger/desk/mail/templates/escape-html';
import type { RenderedMail } from '@ledger/desk/mail/templates/render-mail';

/** A mail with how it would be sent; null: what it says is forgotten, or cannot be written. */
export interface MailboxMail {
  readonly mail: ListedMail;
  readonly rendered: RenderedMail | null;
}

/** The mails, the latest first, as a page. */
export function mailboxPage(mails: readonly MailboxMail[]): string {
  const rows = mails.map(
    ({ mail, rendered }) =>
      `<tr><td>${timeOf(mail.queuedAt)}</td><td>${shown(mail.address)}</td>` +
      `<td><a href="/mailbox/${mail.id}">${shown(rendered?.subject ?? mail.template)}</a></td>` +
      `<td>${escapeHtml(mail.state)}</td></tr>`,
  );
  const table =
    rows.length === 0
      ? '<p>No mail yet.</p>'
      : `<table><thead><tr><th>queued (UTC)</th><th>to</th><th>subject</th><th></th></tr></thead><tbody>${rows.join('\n')}</tbody></table>`;
  return page('Mailbox', `<p>${WHY}</p>\n${table}`);
}

/** One mail as a page: its text, and its HTML in a frame that can do nothing. */
export function mailPage({ mail, rendered }: MailboxMail): string {
  const { address, queuedAt, state, template, about, locale, reason } = mail;
  const facts: readonly (readonly [string, string])[] = [
    ['to', shown(address)],
    ['queued', `${timeOf(queuedAt)} UTC`],
    ['state', escapeHtml(reason === null ? state : `${state}: ${reason}`)],
    ['mail', `${escapeHtml(template)} (${escapeHtml(locale)}), of ${shown(about)}`],
  ];
  const head = facts.map(([name, value]) => `<dt>${name}</dt><dd>${value}</dd>`).join('');
  const body =
    rendered === null
      ? '<p>What it said is not kept any more.</p>'
      : `<iframe title="the mail" sandbox="allow-popups allow-popups-to-escape-sandbox" src="/mailbox/${mail.id}/html"></iframe>` +
        `<h2>Text</h2><pre>${escapeHtml(rendered.text)}</pre>`;
  return page(rendered?.subject ?? template, `<p><a href="/mailbox">Mailbox</a></p><dl>${head}</dl>${body}`);
}

const WHY =
  'No mail server is set (LEDGER_MAIL_URL), so mails stay in the outbox. This page shows them, to this machine alone.';

function shown(text: string | null): string {
  return text === null ? '<i>forgotten</i>' : `<bdi>${escapeHtml(cleanLine(text))}</bdi>`;
}

function timeOf(at: Date): string {
  return at.toISOString().slice(0, 19).replace('T', ' ');
}

function page(title: string, body: string): string {
  const name = escapeHtml(cleanLine(title));
  return [
    '<!doctype html>',
    `<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${name}</title><style>${STYLE}</style></head>`,
    `<body><h1>${name}</h1>`,
    body,
    '</body></html>',
    '',
  ].join('\n');
}

const STYLE =
  'body{font:15px/1.5 sans-serif;margin:2em auto;max-width:60em;padding:0 1em;color:#222;overflow-wrap:anywhere}' +
  'table{border-collapse:collapse;width:100%}td,th{text-align:left;padding:.4em .8em .4em 0;border-bottom:1px solid #ddd;vertical-align:top}' +
  'dl{display:grid;grid-template-columns:6em 1fr;gap:.2em}dd{margin:0}iframe{width:100%;height:26em;border:1px solid #ccc}pre{white-space:pre-wrap;background:#f6f6f6;padding:1em}';
