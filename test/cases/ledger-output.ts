import { isInteger, parse } from 'lossless-json';
import type { LedgerView, ProgramView } from '@ledger/read-models/ledger-view';
import type { PrintedArray } from '@ledger/read-models/report/json-report';

/** What is read of a value that was printed: every integer as a bigint, so that none loses digits. */
type Read<T> = T extends number
  ? bigint
  : T extends readonly (infer Item)[]
    ? readonly Read<Item>[]
    : T extends object
      ? { readonly [Key in keyof T]: Read<T[Key]> }
      : T;

type EntryOf<Name extends PrintedArray> =
  ReturnType<ProgramView[Name]> extends AsyncIterable<infer Entry> ? Entry : never;

export type ProgramOutput = Read<Pick<ProgramView, 'program' | 'asOf' | 'ignored'>> & {
  readonly [Name in PrintedArray]: readonly Read<EntryOf<Name>>[];
};

/** The replay's JSON output (contract.md, section 2). */
export interface LedgerOutput extends Pick<LedgerView, 'asOf'> {
  readonly programs: readonly ProgramOutput[];
}

export type PartnerOutput = ProgramOutput['partners'][number];
export type LineOutput = ProgramOutput['lines'][number];
export type StatementOutput = ProgramOutput['statements'][number];
export type PayoutOutput = ProgramOutput['payouts'][number];

/** Reads the JSON that `ledger replay` or `ledger export` printed. */
export function readLedgerOutput(json: string): LedgerOutput {
  return parse(json, null, (digits) => (isInteger(digits) ? BigInt(digits) : Number(digits))) as LedgerOutput;
}
