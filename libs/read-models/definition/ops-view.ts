/** A view of schema `ops`: what it is for, as its comment in the database, and its query on the tables of a schema. */
export interface OpsView {
  readonly about: string;
  readonly select: (schema: string) => string;
}

/** How the views show what the tables keep as numbers. */

export function shownTime(column: string, name: string): string {
  return `timestamptz 'epoch' + ${column} * interval '1 millisecond' AS ${name}`;
}

export function shownDay(column: string, name: string): string {
  return `date '1970-01-01' + ${column} AS ${name}`;
}

export function shownMonth(column: string, name: string): string {
  return `to_char(make_date((${column} / 12)::int, (${column} % 12)::int + 1, 1), 'YYYY-MM') AS ${name}`;
}

export function shownQuarter(column: string, name: string): string {
  return `(${column} / 4)::text || '-Q' || (${column} % 4 + 1)::text AS ${name}`;
}

/** Whole days from a time to what the clock of the program `p` shows. */
export function shownAgeDays(column: string): string {
  return `(p.clock_ms - ${column}) / 86400000 AS age_days`;
}
