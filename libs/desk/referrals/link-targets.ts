import type { LinkTerms } from '@ledger/program/terms';

const LONGEST_TARGET = 2_000;
/** No blank, no control character, no backslash: what parsers of addresses drop or turn around is not handed to one. */
const PLAIN = /^[!-[\]-~]+$/;

/** The parameter in which a page is told of the click that led to it. */
export const CLICK_PARAMETER = 'clickId';

/**
 * The page that a text names, where a program's links may lead to it, as an address in full; null: they may not. A page
 * is on the list if it is one of its pages or lies below one, at the same origin.
 */
export function allowedTarget(terms: LinkTerms | null, text: string): string | null {
  if (terms === null || text.length > LONGEST_TARGET || !PLAIN.test(text)) return null;
  const page = parsed(text);
  if (page === null || page.username !== '' || page.password !== '') return null;
  return terms.targets.some((entry) => isWithin(page, entry)) ? page.href : null;
}

/** A program's home, as an address in full; null: it has none. */
export function homeOf(terms: LinkTerms | null): string | null {
  const home = terms?.home ?? null;
  return home === null ? null : (parsed(home)?.href ?? null);
}

/** The address with the click among its parameters; those that it had stay as they are written. */
export function withClick(address: string, clickId: string): string {
  const url = new URL(address);
  const others = url.search.slice(1).split('&').filter(isAnother);
  url.search = [...others, `${CLICK_PARAMETER}=${encodeURIComponent(clickId)}`].join('&');
  return url.href;
}

/** What a reader is told whose page is not on the list. */
export function targetRefusal(program: string, terms: LinkTerms | null): string {
  const targets = terms?.targets ?? [];
  if (targets.length === 0) return `the terms of ${program} name no pages that a link may lead to: leave target out`;
  return `is not on the list of ${program}: write one of these pages, or one below them: ${targets.join(', ')}`;
}

function isWithin(page: URL, entry: string): boolean {
  const allowed = parsed(entry);
  if (allowed === null || page.origin === 'null' || page.origin !== allowed.origin) return false;
  const folder = allowed.pathname.endsWith('/') ? allowed.pathname : `${allowed.pathname}/`;
  return page.pathname === allowed.pathname || page.pathname.startsWith(folder);
}

function isAnother(parameter: string): boolean {
  return parameter !== '' && parameter.split('=', 1)[0] !== CLICK_PARAMETER;
}

function parsed(text: string): URL | null {
  return URL.canParse(text) ? new URL(text) : null;
}
