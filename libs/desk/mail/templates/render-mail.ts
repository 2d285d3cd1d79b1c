import type { MailLocale } from '../mail-templates';
import { cleanLine } from './clean-value';
import { escapeHtml } from './escape-html';
import { CONDITION, PLACEHOLDER, type MailSource } from './mail-source';
import { writtenValue, type KeptValues, type WrittenValue } from './written-values';

/** A mail as it is sent: the same words as text and as HTML. */
export interface RenderedMail {
  /** One line. */
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

export interface RenderMail {
  readonly source: MailSource;
  readonly values: KeptValues;
  readonly locale: MailLocale;
  /** The name of the program as it stands in mails. */
  readonly program: string;
  /** Where the ledger is found by those who get mails: links begin with it. */
  readonly baseUrl: string;
}

type Piece = string | WrittenValue;

/** Writes a mail. What was typed by people stands in it as text and as nothing else. */
export function renderMail(mail: RenderMail): RenderedMail {
  const { source, locale, program } = mail;
  const paragraphs = source.paragraphs
    .map((paragraph) => piecesOf(paragraph, mail))
    .filter((pieces) => pieces !== null);
  const footer = cleanLine(FOOTER[locale].replace('{program}', program));
  return {
    subject: subjectOf(mail),
    text: `${[...paragraphs.map(textOf), `-- \n${footer}`].join('\n\n')}\n`,
    html: page(locale, [...paragraphs.map(htmlOf), `<p class="footer">${escapeHtml(footer)}</p>`]),
  };
}

const FOOTER: Readonly<Record<MailLocale, string>> = {
  en: '{program}. This mail was sent by itself; nobody reads answers to it.',
  de: '{program}. Diese Mail wurde automatisch versendet; Antworten darauf liest niemand.',
};

/** A value that is not there leaves a gap in a subject, which no subject of ours has. */
function subjectOf({ source, values, ...as }: RenderMail): string {
  const text = source.subject.replace(PLACEHOLDER, (_, name: string) => {
    const value = writtenValue(name, values, as);
    return value === null ? '' : plain(value);
  });
  return cleanLine(text);
}

/** Texts and values of a paragraph; null: it does not stand in this mail. */
function piecesOf(paragraph: string, { values, ...as }: RenderMail): readonly Piece[] | null {
  const condition = CONDITION.exec(paragraph);
  if (condition !== null && !holds(condition, values)) return null;
  const body = condition === null ? paragraph : paragraph.slice(condition[0].length);
  const pieces: Piece[] = [];
  let from = 0;
  for (const match of body.matchAll(PLACEHOLDER)) {
    const value = writtenValue(match[1] ?? '', values, as);
    if (value === null) return null;
    pieces.push(body.slice(from, match.index), value);
    from = match.index + match[0].length;
  }
  return [...pieces, body.slice(from)].filter((piece) => piece !== '');
}

function holds([, name = '', expected]: RegExpExecArray, values: KeptValues): boolean {
  const value = values[name];
  return expected === undefined ? value === true : value === expected;
}

function plain(value: WrittenValue): string {
  return value.kind === 'link' ? value.url : value.text;
}

function textOf(pieces: readonly Piece[]): string {
  return pieces.map((piece) => (typeof piece === 'string' ? piece : plain(piece))).join('');
}

function htmlOf(pieces: readonly Piece[]): string {
  return `<p>${pieces.map(htmlPiece).join('')}</p>`;
}

function htmlPiece(piece: Piece): string {
  if (typeof piece === 'string') return escapeHtml(piece);
  if (piece.kind === 'link') return `<a href="${escapeHtml(piece.url)}">${escapeHtml(piece.url)}</a>`;
  // What people typed may run from right to left: its direction ends with it.
  return `<bdi>${escapeHtml(piece.text).replaceAll('\n', '<br>')}</bdi>`;
}

function page(locale: MailLocale, paragraphs: readonly string[]): string {
  return [
    '<!doctype html>',
    `<html lang="${locale}"><head><meta charset="utf-8"><style>${STYLE}</style></head><body>`,
    ...paragraphs,
    '</body></html>',
    '',
  ].join('\n');
}

const STYLE =
  'body{font:16px/1.5 sans-serif;max-width:36em;margin:2em auto;padding:0 1em;color:#222;overflow-wrap:anywhere}' +
  '.footer{color:#777;font-size:13px;border-top:1px solid #ddd;padding-top:1em}';
