import type { LedgerEvent } from '@ledger/contracts/events';
import { calendarOf, type Calendar } from '@ledger/kernel/calendar';
import type { ProgramTerms, PublishedTerms } from './program-terms';
import { termsOfPublication } from './terms-of-publication';

/** The version of the terms that an accepted fact published; null: it published none. */
export function publishedBy(event: LedgerEvent): PublishedTerms | null {
  return event.type === 'terms.published' ? { ...termsOfPublication(event), publishedAt: event.time } : null;
}

/**
 * The terms of a program as a stage knows them: those of the files, if there are any, and what the facts publish. Every
 * stage (the gate too) has one of its own and notes the facts in it before anything else, so that all of them judge a
 * fact by the versions that the log has until then.
 */
export class TermsOfFacts implements ProgramTerms {
  readonly name: string;
  private known: readonly PublishedTerms[];
  private zone: Calendar;
  private begun = false;

  constructor({ name: program, versions, calendar }: ProgramTerms) {
    this.name = program;
    this.known = versions;
    this.zone = calendar;
  }

  get versions(): readonly PublishedTerms[] {
    return this.known;
  }

  get calendar(): Calendar {
    return this.zone;
  }

  /** Notes an accepted fact; answers whether it published a version. The first fact may replace the files. */
  note(event: LedgerEvent): boolean {
    const isFirst = !this.begun;
    this.begun = true;
    const published = publishedBy(event);
    if (published === null) return false;
    const replaces = isFirst && published.version === 1;
    this.known = replaces ? [published] : [...this.known, published];
    if (replaces) this.zone = calendarOf(published.timeZone);
    return true;
  }
}
