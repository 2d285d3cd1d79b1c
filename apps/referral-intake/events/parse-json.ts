import { parseJsonText } from '@ledger/contracts/parse-json';
import { parseTree, printParseErrorCode, type ParseError } from 'jsonc-parser';

/** A text that is not JSON; line and column are counted from 1. */
export interface JsonFault {
  readonly line: number;
  readonly column: number;
  readonly reason: string;
}

export type ParsedJson =
  { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly fault: JsonFault };

/** Parses JSON strictly. Integers beyond 2^53 stay visibly too large, which is what a schema needs to refuse them. */
export function parseJson(text: string): ParsedJson {
  try {
    return { ok: true, value: parseJsonText(text) };
  } catch {
    return { ok: false, fault: faultOf(text) };
  }
}

/** JSON.parse quotes the text and does not always say where; a second parser, for texts that are at fault, does. */
function faultOf(text: string): JsonFault {
  const [first] = faultsIn(text);
  if (first === undefined) return { line: 1, column: 1, reason: 'not JSON' };
  const before = text.slice(0, first.offset);
  const line = before.split('\n').length;
  return { line, column: first.offset - before.lastIndexOf('\n'), reason: inWords(printParseErrorCode(first.error)) };
}

/** None where the text is nested deeper than the second parser, which needs a stack for each level, can follow. */
function faultsIn(text: string): ParseError[] {
  const errors: ParseError[] = [];
  try {
    parseTree(text, errors, { disallowComments: true, allowTrailingComma: false, allowEmptyContent: false });
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
  }
  return errors;
}

/** `CommaExpected` → `comma expected`. */
function inWords(code: string): string {
  return code.replace(/(?<=[a-z])(?=[A-Z])/g, ' ').toLowerCase();
}
