/** A view of schema `ops`: what it is for, as its comment in the database, and its query. */
export interface OpsView {
  readonly about: string;
  readonly select: string;
}

/** How the views show what the tables keep as numbers. */

export function time(column: string, name: string): string {
  return `timestamptz 'epoch' + ${column} * interval '1 millisecond' AS ${name}`;
}

export function day(column: string, name: string): string {
  return `date '1970-01-01' + ${column} AS ${name}`;
}

export function month(column: string, name: string): string {
  return `to_char(make_date((${column} / 12)::int, (${column} % 12)::int + 1, 1), 'YYYY-MM') AS ${name}`;
}

export function quarter(column: string, name: string): string {
  return `(${column} / 4)::text || '-Q' || (${column} % 4 + 1)::text AS ${name}`;
}

/** Whole days from a time to what the clock of the program `p` shows. */
export function ageDays(column: string): string {
  return `(p.clock_ms - ${column}) / 86400000 AS age_days`;
}
