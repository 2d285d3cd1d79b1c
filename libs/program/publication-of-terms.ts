import { calendarOf, formatDate } from '@ledger/kernel/calendar';
import { formatInstant, type Instant } from '@ledger/kernel/instant';
import { termsToJson } from './describe-terms-canonical';
import type { Terms } from './terms';
import type { TermsJson } from './terms-json-schema';

/** Under which source a ledger publishes the terms that it begins with. */
export const TERMS_SOURCE = 'ledger/terms';

/** `data` of the `terms.published` event that publishes terms (the inverse of `termsOfPublication`). */
export interface PublicationData {
  readonly version: number;
  readonly effectiveFrom: string;
  readonly appliesTo: Terms['appliesTo'];
  readonly terms: TermsJson;
}

/** What publishes these terms, as a contract event of a time. */
export interface PublicationEvent {
  readonly specversion: '1.0';
  readonly id: string;
  readonly source: string;
  readonly type: 'terms.published';
  readonly time: string;
  readonly program: string;
  readonly data: PublicationData;
}

/** The data of the event that publishes these terms. */
export function publicationData(terms: Terms): PublicationData {
  const { version, appliesTo, effectiveFrom, timeZone } = terms;
  const date = calendarOf(timeZone).dateAt(effectiveFrom);
  return { version, effectiveFrom: formatDate(date), appliesTo, terms: termsToJson(terms) };
}

/** The event that publishes these terms; the version that a log begins with has one id, so that sent again it is the same. */
export function publicationEvent(terms: Terms, at: Instant, id: string = `terms-${terms.version}`): PublicationEvent {
  const { program } = terms;
  return {
    specversion: '1.0',
    id,
    source: TERMS_SOURCE,
    type: 'terms.published',
    time: formatInstant(at),
    program,
    data: publicationData(terms),
  };
}
