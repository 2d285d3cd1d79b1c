import type { Request } from 'express';
import { Problem } from '../problems/problem';

/** Whether a request is for CSV: by the end of its path, else by its Accept. Throws the problem `not-acceptable`. */
export function wantsCsv(request: Request): boolean {
  if (request.path.endsWith('.csv')) return true;
  const type = request.accepts(['application/json', 'text/csv']);
  if (type === false) throw new Problem('not-acceptable', 'This can be had as application/json or as text/csv.');
  return type === 'text/csv';
}
