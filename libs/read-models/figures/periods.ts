/** The periods that figures are told for. */
export const PERIODS = ['month', 'quarter', 'year', 'all'] as const;
export type PeriodKind = (typeof PERIODS)[number];

/** Each row of a query once for every period that its month is in: `p.kind` and `p.n`, the number of the period. */
export function inEachPeriod(month: string): string {
  return `CROSS JOIN LATERAL (VALUES ('month', ${month}), ('quarter', ${month} / 3), ('year', ${month} / 12), ('all', 0)) p(kind, n)`;
}

/** A period as people write it: `2026-03`, `2026-Q1`, `2026`, `all`. */
export function shownPeriod(kind: string, n: string): string {
  const year = (of: string) => `lpad((${of})::text, 4, '0')`;
  return `CASE ${kind}
            WHEN 'month' THEN ${year(`${n} / 12`)} || '-' || lpad((${n} % 12 + 1)::text, 2, '0')
            WHEN 'quarter' THEN ${year(`${n} / 4`)} || '-Q' || (${n} % 4 + 1)::text
            WHEN 'year' THEN ${year(n)} ELSE 'all' END`;
}

/** Its first day; null: it has none. */
export function firstDayOf(kind: string, n: string): string {
  const months = `CASE ${kind} WHEN 'month' THEN ${n} WHEN 'quarter' THEN ${n} * 3 WHEN 'year' THEN ${n} * 12 END`;
  return `make_date((${months}) / 12, (${months}) % 12 + 1, 1)`;
}
