/** For how many years a document is kept where nobody said otherwise. */
export const DEFAULT_RETENTION_YEARS = 10;
export const MAX_RETENTION_YEARS = 100;

/** What decides whether a document that was issued may be deleted; days are `YYYY-MM-DD`, in the program's time zone. */
export interface KeptDocument {
  readonly issuedOn: string;
  /** Somebody needs it for longer: a dispute, an audit. */
  readonly isHeld: boolean;
  readonly isPurged: boolean;
}

/** `kept`: the law may still ask for it; `held`: a person does; `due`: it may be deleted; `purged`: it was. */
export type DocumentFate = 'kept' | 'held' | 'due' | 'purged';

/** The last day on which a document is kept: years are counted from the end of the one in which it was issued. */
export function keptThrough(issuedOn: string, years: number): string {
  return `${String(Number(issuedOn.slice(0, 4)) + years).padStart(4, '0')}-12-31`;
}

/** What may become of a document today. */
export function fateOf({ issuedOn, isHeld, isPurged }: KeptDocument, years: number, today: string): DocumentFate {
  if (isPurged) return 'purged';
  if (isHeld) return 'held';
  return today > keptThrough(issuedOn, years) ? 'due' : 'kept';
}
