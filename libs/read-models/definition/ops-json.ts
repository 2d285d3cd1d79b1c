/** How a field of the objects in a JSON column is shown: as it is kept, or as the time or the day that its number means. */
export type ShownField = 'kept' | 'time' | 'day';

/**
 * The objects of a JSON array with these fields, in their order: times as they stand in the contract, such as
 * `2026-03-01T12:00:00.000Z`, days as `2026-03-01`; null stays null.
 */
export function objects(column: string, fields: Readonly<Record<string, ShownField>>): string {
  const shown = Object.entries(fields).map(([field, how]) => `'${field}', ${SHOWN[how](field)}`);
  return `(SELECT coalesce(json_agg(json_build_object(${shown.join(', ')}) ORDER BY x.n), '[]')
    FROM json_array_elements(${column}) WITH ORDINALITY AS x(o, n))`;
}

const SHOWN: Readonly<Record<ShownField, (field: string) => string>> = {
  kept: (field) => `x.o -> '${field}'`,
  time: (field) =>
    `to_char(timestamp 'epoch' + (x.o ->> '${field}')::bigint * interval '1 millisecond', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`,
  day: (field) => `to_char(date '1970-01-01' + (x.o ->> '${field}')::integer, 'YYYY-MM-DD')`,
};
