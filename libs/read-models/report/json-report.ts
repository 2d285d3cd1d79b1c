import type { LedgerView, ProgramView } from '../ledger-view';
import { jsonText, newLine } from './json-layout';

/** The arrays of a program in the order in which the contract prints them (section 2). */
const ARRAYS = [
  'partners',
  'attributions',
  'lines',
  'statements',
  'payouts',
  'unpaid',
  'trialBalance',
  'rejected',
  'anomalies',
] as const;
export type PrintedArray = (typeof ARRAYS)[number];

const PIECE_CHARACTERS = 65_536;

/** The whole output as pieces of text, read row by row; it ends with a line break. */
export async function* jsonReport(view: LedgerView): AsyncIterable<string> {
  yield `{${newLine(1)}"asOf": ${jsonText(view.asOf, 1)},${newLine(1)}"programs": `;
  let before = '[';
  for (const program of view.programs) {
    yield before + newLine(2);
    yield* programJson(program);
    before = ',';
  }
  yield view.programs.length === 0 ? '[]' : `${newLine(1)}]`;
  yield '\n}\n';
}

async function* programJson(program: ProgramView): AsyncIterable<string> {
  const start = newLine(3);
  yield `{${start}"program": ${jsonText(program.program, 3)},${start}"asOf": ${jsonText(program.asOf, 3)},`;
  for (const name of ARRAYS) {
    yield `${start}"${name}": `;
    yield* arrayJson(program[name]());
    yield ',';
  }
  yield `${start}"ignored": ${program.ignored}${newLine(2)}}`;
}

/** Rows are joined to pieces of some length, so that a row does not cost a step of every generator above. */
async function* arrayJson(rows: AsyncIterable<object>): AsyncIterable<string> {
  let before = '[';
  let piece = '';
  for await (const row of rows) {
    piece += before + newLine(4) + jsonText(row, 4);
    before = ',';
    if (piece.length < PIECE_CHARACTERS) continue;
    yield piece;
    piece = '';
  }
  yield before === '[' ? '[]' : `${piece}${newLine(3)}]`;
}
