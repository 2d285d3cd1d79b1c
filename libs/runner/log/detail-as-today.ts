import type { RejectionCode } from '@ledger/contracts/rejection-codes';
import { showText } from '@ledger/contracts/show-text';

/** Where a schema wants fields or a list, earlier versions repeated whatever text stood there. */
const TEXT_FOR_FIELDS = /^(data(?:\.(?:lines|credits)(?:\[\d+\])?)?): '.*'$/s;
const NUMBER_FOR_FIELDS = /^(data(?:\.(?:lines|credits)(?:\[\d+\])?)?): -?\d[\d.e+-]*$/;
const TRUTH_FOR_FIELDS = /^(data(?:\.(?:lines|credits)(?:\[\d+\])?)?): (?:true|false)$/;
const QUOTED = /^([\w.[\]]*): '(.*)'$/s;

/**
 * The detail of a recorded rejection in the words of this version, which repeat less of what was typed: at most 64
 * characters, and nothing of what stands in place of fields. What this version recorded stays as it is.
 */
export function detailAsToday(code: RejectionCode, detail: string): string {
  if (code === 'unknown_type' || code === 'unknown_program') return showText(detail);
  if (code !== 'schema_invalid') return detail;
  if (TEXT_FOR_FIELDS.test(detail)) return detail.replace(TEXT_FOR_FIELDS, '$1: a text');
  if (NUMBER_FOR_FIELDS.test(detail)) return detail.replace(NUMBER_FOR_FIELDS, '$1: a number');
  if (TRUTH_FOR_FIELDS.test(detail)) return detail.replace(TRUTH_FOR_FIELDS, '$1: a boolean');
  const [, path, found] = QUOTED.exec(detail) ?? [];
  return path === undefined || found === undefined ? detail : `${path}: '${showText(found)}'`;
}
